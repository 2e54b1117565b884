// Included text is checked at run time.
use openscaler_api::types::CertificatePem;

fn main() {
    let _ = CertificatePem::try_from(include_str!(file!())).is_err();
}
