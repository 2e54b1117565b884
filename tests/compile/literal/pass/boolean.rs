// The literal is a string, not a boolean.
use openscaler_api::certificate_name;

fn main() {
    let _ = certificate_name!("true");
}
