// In `cert_content`, each `BEGIN` line has an `END` line.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, certificate_pem};

fn main() {
    let _ = CreateCertificateRequest::upload()
        .name(certificate_name!("my-cert"))
        .cert_content(certificate_pem!("-----BEGIN CERTIFICATE-----\nMIIB\n"))
        .build();
}
