// Builders in different states have different types.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let mut request = CreateCertificateRequest::self_signed();
    request = request.name(certificate_name!("my-cert"));
}
