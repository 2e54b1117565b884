// A domain name and an email address are not interchangeable.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name, email_address};

fn main() {
    let _ = CreateCertificateRequest::let_encrypt()
        .name(certificate_name!("my-cert"))
        .cn_name(email_address!("admin@example.com"))
        .let_encrypt_email(domain_name!("www.example.com"))
        .build();
}
