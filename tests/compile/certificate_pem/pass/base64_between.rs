// The text between `BEGIN` and `END` is base64.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
}
