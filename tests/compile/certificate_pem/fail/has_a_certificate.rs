// A bundle has at least one certificate.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n");
}
