// `upload` requires `cert_content`.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::upload().name(certificate_name!("my-cert")).build();
}
