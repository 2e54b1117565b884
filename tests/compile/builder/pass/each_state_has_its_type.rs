// Builders in different states have different types.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let request = CreateCertificateRequest::self_signed();
    let request = request.name(certificate_name!("my-cert"));
    let _ = request.build();
}
