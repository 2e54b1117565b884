// A variant has the name that the API gives it: `let_encrypt`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name, email_address};

fn main() {
    let _ = CreateCertificateRequest::letsencrypt()
        .name(certificate_name!("my-cert"))
        .cn_name(domain_name!("www.example.com"))
        .let_encrypt_email(email_address!("admin@example.com"))
        .build();
}
