// A request is one of the variants.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::builder().name(certificate_name!("my-cert")).build();
}
