// Base64 stands between `BEGIN` and `END`.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
}
