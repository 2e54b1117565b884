// `cert_content` is not a field of `self_signed`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, certificate_pem};

fn main() {
    let _ = CreateCertificateRequest::self_signed()
        .name(certificate_name!("my-cert"))
        .cert_content(certificate_pem!("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"))
        .build();
}
