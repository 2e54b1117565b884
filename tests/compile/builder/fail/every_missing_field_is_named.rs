// Every missing field is reported in one compile.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::let_encrypt().name(certificate_name!("my-cert")).build();
}
