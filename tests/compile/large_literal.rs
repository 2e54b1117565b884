//! A long literal, which the compiler would take to be an endless loop.

use crate::cases::written;

#[test]
fn a_megabyte_of_certificates_is_a_literal() {
    let line = format!("{}\n", "QUJD".repeat(16));
    let block = format!("-----BEGIN CERTIFICATE-----\n{}-----END CERTIFICATE-----\n", line.repeat(20));
    let bundle = block.repeat((1 << 20) / block.len() + 1);
    let program = format!(
        "use openscaler_api::types::CertificatePem;\n\
         const BUNDLE: CertificatePem = openscaler_api::certificate_pem!(\"{bundle}\");\n\
         fn main() {{ assert!(BUNDLE.expose_secret().len() > 1 << 20); }}\n"
    );
    trybuild::TestCases::new().pass(written("large_literal.rs", &program));
}
