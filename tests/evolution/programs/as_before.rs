//! What was written for the document as it is.

use openscaler_api::types::{CertificatePem, CreateCertificateRequest};
use openscaler_api::{certificate_name, create_certificate_request, domain_name, email_address};

fn requests(pem: CertificatePem) -> [CreateCertificateRequest; 3] {
    [
        CreateCertificateRequest::self_signed().name(certificate_name!("internal")).build(),
        CreateCertificateRequest::let_encrypt()
            .name(certificate_name!("shop"))
            .cn_name(domain_name!("shop.example.com"))
            .let_encrypt_email(email_address!("admin@example.com"))
            .build(),
        create_certificate_request!({ "name": "my-cert", "cert_type": "upload", "cert_content": pem }),
    ]
}

fn main() {
    let pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    for request in requests(CertificatePem::try_from(pem).expect("a bundle")) {
        match request {
            CreateCertificateRequest::SelfSigned { name, .. } => assert_eq!(name.as_str(), "internal"),
            CreateCertificateRequest::LetEncrypt { name, .. } => assert_eq!(name.as_str(), "shop"),
            _ => {}
        }
    }
}
