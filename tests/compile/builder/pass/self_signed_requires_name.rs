// `self_signed` requires `name`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let _ = CreateCertificateRequest::self_signed()
        .cn_name(domain_name!("www.example.com"))
        .name(certificate_name!("my-cert"))
        .build();
}
