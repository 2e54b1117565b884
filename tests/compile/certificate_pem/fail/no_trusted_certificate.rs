// A `TRUSTED CERTIFICATE` of OpenSSL is none that load balancers read.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("-----BEGIN TRUSTED CERTIFICATE-----\nMIIB\n-----END TRUSTED CERTIFICATE-----\n");
}
