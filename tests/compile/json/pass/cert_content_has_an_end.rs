// In `cert_content`, each `BEGIN` line has an `END` line.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "upload",
        "name": "my-cert",
        "cert_content": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    });
}
