// The name of a certificate is not empty.
use openscaler_api::certificate_name;

fn main() {
    let _ = certificate_name!("my-cert");
}
