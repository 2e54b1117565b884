// The name of a certificate is not `.`: a URL without it is the same.
use openscaler_api::certificate_name;

fn main() {
    let _ = certificate_name!(".");
}
