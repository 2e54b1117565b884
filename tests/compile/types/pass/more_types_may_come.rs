// An answer can hold a type of certificate that is not known yet.
use openscaler_api::types::CertificateType;

fn word(kind: &CertificateType) -> &str {
    match kind {
        CertificateType::SelfSigned => "self-signed",
        CertificateType::LetEncrypt => "Let's Encrypt",
        other => other.as_str(),
    }
}

fn main() {
    let _ = word;
}
