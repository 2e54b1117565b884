// The lines of a bundle are not indented.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!(
        "
-----BEGIN CERTIFICATE-----
MIIB
-----END CERTIFICATE-----
"
    );
}
