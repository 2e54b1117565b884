// `let_encrypt` requires `let_encrypt_email`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let _ = CreateCertificateRequest::let_encrypt()
        .name(certificate_name!("my-cert"))
        .cn_name(domain_name!("www.example.com"))
        .build();
}
