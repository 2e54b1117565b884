// A builder that was filled in part serves for several requests.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name, email_address};

fn main() {
    let half = CreateCertificateRequest::let_encrypt().let_encrypt_email(email_address!("admin@example.com"));
    for domain in [domain_name!("a.example.com"), domain_name!("b.example.com")] {
        let _ = half.clone().name(certificate_name!("my-cert")).cn_name(domain).build();
    }
}
