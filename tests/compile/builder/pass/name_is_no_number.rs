// `name` is a string, not a number.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::self_signed().name(certificate_name!("42")).build();
}
