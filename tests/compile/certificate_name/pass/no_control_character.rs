// The name of a certificate contains no control character.
use openscaler_api::certificate_name;

fn main() {
    let _ = certificate_name!("my cert");
}
