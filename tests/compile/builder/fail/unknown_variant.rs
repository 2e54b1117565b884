// A variant has the name that the API gives it: `upload`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, certificate_pem};

fn main() {
    let _ = CreateCertificateRequest::uploaded()
        .name(certificate_name!("my-cert"))
        .cert_content(certificate_pem!("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"))
        .build();
}
