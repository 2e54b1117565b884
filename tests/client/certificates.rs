//! One certificate of each type.

use openscaler_api::types::{
    CertificateName, CertificatePem, CreateCertificateRequest, DomainName, EmailAddress, LoadBalancerId,
};

use super::{bundle, client, server};

fn self_signed() -> CreateCertificateRequest {
    let name = CertificateName::try_from("internal").expect("a name");
    CreateCertificateRequest::self_signed().name(name).build()
}

#[tokio::test]
async fn a_certificate_of_each_type() {
    let server = server();
    let client = client(&server.base_url());
    let load_balancer = LoadBalancerId::from_static("42");
    let requests = [
        self_signed(),
        CreateCertificateRequest::let_encrypt()
            .name(CertificateName::from_static("shop"))
            .cn_name(DomainName::from_static("shop.example.com"))
            .let_encrypt_email(EmailAddress::from_static("admin@example.com"))
            .build(),
        CreateCertificateRequest::upload()
            .name(CertificateName::from_static("my-cert"))
            .cert_content(CertificatePem::try_from(bundle()).expect("a bundle"))
            .build(),
    ];
    let mut types = Vec::new();
    for request in &requests {
        let certificate = client.lb_create_certificate(&load_balancer, request).await.expect("a certificate");
        assert_eq!(certificate.status().as_u16(), 201);
        assert!(certificate.serial.is_some() && certificate.not_after.is_some());
        types.push(certificate.cert_type.to_string());
    }
    assert_eq!(types, ["self_signed", "let_encrypt", "upload"]);
    let stored: Vec<_> = server.stored_certificates("42").into_iter().map(|certificate| certificate.name).collect();
    assert_eq!(stored, ["internal", "my-cert", "shop"]);
}
