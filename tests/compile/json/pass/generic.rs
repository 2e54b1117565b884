// A value may depend on type parameters.
use openscaler_api::create_certificate_request;
use openscaler_api::types::{CreateCertificateRequest, DomainName};

fn request<T: Into<DomainName>>(domain: T) -> CreateCertificateRequest {
    create_certificate_request!({ "name": "my-cert", "cert_type": "self_signed", "cn_name": domain.into() })
}

fn main() {
    request(openscaler_api::domain_name!("www.example.com"));
}
