//! What a careful caller wrote for the document as it is.

use openscaler_api::types::{
    Certificate, CertificateName, CertificatePem, CertificateType, CreateCertificateRequest,
    CreateCertificateRequestDraft, DomainName,
};
use openscaler_api::{BearerToken, Client, Error, Outcome};
use openscaler_api::{certificate_name, create_certificate_request, domain_name, email_address, load_balancer_id};

pub fn requests(pem: CertificatePem, domain: DomainName) -> [CreateCertificateRequest; 4] {
    [
        CreateCertificateRequest::self_signed().name(certificate_name!("internal")).build(),
        CreateCertificateRequest::let_encrypt()
            .name(certificate_name!("shop"))
            .cn_name(domain_name!("shop.example.com"))
            .let_encrypt_email(email_address!("admin@example.com"))
            .build(),
        create_certificate_request!({ "name": "my-cert", "cert_type": "upload", "cert_content": pem }),
        create_certificate_request!({ "name": "other", "cert_type": "self_signed", "cn_name": domain }),
    ]
}

pub fn judged(json: &str) -> Option<CreateCertificateRequest> {
    let draft: CreateCertificateRequestDraft = serde_json::from_str(json).ok()?;
    CreateCertificateRequest::try_from(draft).ok()
}

pub fn name(request: &CreateCertificateRequest) -> Option<&CertificateName> {
    match request {
        CreateCertificateRequest::SelfSigned { name, .. } | CreateCertificateRequest::LetEncrypt { name, .. } => Some(name),
        _ => None,
    }
}

pub fn word(certificate: &Certificate) -> &str {
    match &certificate.cert_type {
        CertificateType::SelfSigned => "signed",
        CertificateType::Upload => "given",
        other => other.as_str(),
    }
}

pub async fn call(request: &CreateCertificateRequest) -> Result<String, Error> {
    let client = Client::builder().token(BearerToken::new("…")).build()?;
    match client.lb_create_certificate(&load_balancer_id!("42"), request).await {
        Ok(certificate) => Ok(format!("{} {:?} {:?}", certificate.name, certificate.size, certificate.not_after)),
        Err(error) if error.outcome() == Outcome::Unknown => Ok("perhaps".to_owned()),
        Err(error) => Err(error),
    }
}
