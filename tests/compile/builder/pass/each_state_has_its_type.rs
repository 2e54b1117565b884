// Steps that lead to different states do not meet in one variable.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let request = CreateCertificateRequest::self_signed();
    let request = request.name(certificate_name!("my-cert"));
    let _ = request.build();
}
