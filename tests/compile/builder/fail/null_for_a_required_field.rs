// A required field has a value.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, email_address};

fn main() {
    let _ = CreateCertificateRequest::let_encrypt()
        .name(certificate_name!("my-cert"))
        .let_encrypt_email(email_address!("admin@example.com"))
        .cn_name(None)
        .build();
}
