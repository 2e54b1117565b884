// Load balancers do not read OpenSSL's `TRUSTED CERTIFICATE`.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN TRUSTED CERTIFICATE-----\nMIIB\n-----END TRUSTED CERTIFICATE-----\n");
}
