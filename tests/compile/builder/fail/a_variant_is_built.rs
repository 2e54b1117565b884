// A variant is created by its builder, so that fields can be added later.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::SelfSigned { name: certificate_name!("my-cert"), cn_name: None };
}
