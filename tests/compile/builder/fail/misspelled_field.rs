// A field has the name that the API gives it: `cn_name`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let _ = CreateCertificateRequest::self_signed()
        .name(certificate_name!("my-cert"))
        .cnname(domain_name!("www.example.com"))
        .build();
}
