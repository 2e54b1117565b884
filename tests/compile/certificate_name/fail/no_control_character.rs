// The name of a certificate holds no control character.
use openscaler_api::certificate_name;

fn main() {
    let _ = certificate_name!("my\ncert");
}
