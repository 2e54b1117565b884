// `cert_content` is not a field of `self_signed`.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::self_signed().name(certificate_name!("my-cert")).build();
}
