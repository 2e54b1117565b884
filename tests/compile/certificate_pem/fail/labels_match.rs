// The labels of `BEGIN` and `END` are the same.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN CERTIFICATE-----\nMIIB\n-----END PUBLIC KEY-----\n");
}
