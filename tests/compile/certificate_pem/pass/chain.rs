// A bundle can hold a chain, and Windows line ends.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!(
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n\
         -----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    );
    let _ = certificate_pem!("-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n");
}
