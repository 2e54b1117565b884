// An optional field given again replaces the first.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let request = CreateCertificateRequest::self_signed()
        .name(certificate_name!("my-cert"))
        .cn_name(domain_name!("first.example.com"))
        .cn_name(domain_name!("second.example.com"))
        .build();
    assert!(format!("{request:?}").contains("second.example.com"));
}
