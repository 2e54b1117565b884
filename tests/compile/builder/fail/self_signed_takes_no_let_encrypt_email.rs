// `let_encrypt_email` is not a field of `self_signed`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, email_address};

fn main() {
    let _ = CreateCertificateRequest::self_signed()
        .name(certificate_name!("my-cert"))
        .let_encrypt_email(email_address!("admin@example.com"))
        .build();
}
