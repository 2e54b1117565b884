// A block is not empty.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
}
