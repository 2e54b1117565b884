// `let_encrypt` requires `let_encrypt_email`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name, email_address};

fn main() {
    let _ = CreateCertificateRequest::let_encrypt()
        .let_encrypt_email(email_address!("admin@example.com"))
        .name(certificate_name!("my-cert"))
        .cn_name(domain_name!("www.example.com"))
        .build();
}
