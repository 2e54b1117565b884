// A bundle has its `BEGIN` and `END` lines.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
}
