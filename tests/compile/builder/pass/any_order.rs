// Fields are given in any order.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let one = CreateCertificateRequest::self_signed()
        .name(certificate_name!("my-cert"))
        .cn_name(domain_name!("www.example.com"))
        .build();
    let other = CreateCertificateRequest::self_signed()
        .cn_name(domain_name!("www.example.com"))
        .name(certificate_name!("my-cert"))
        .build();
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}
