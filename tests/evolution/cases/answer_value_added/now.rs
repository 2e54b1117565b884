//! The new value has a name.

use openscaler_api::types::CertificateType;

fn main() {
    assert_eq!(CertificateType::from("acme"), CertificateType::Acme);
    assert_eq!(CertificateType::from("other"), CertificateType::Unknown("other".to_owned()));
}
