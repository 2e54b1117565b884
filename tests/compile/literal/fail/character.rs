// The literal is a string, not a character.
use openscaler_api::certificate_name;

fn main() {
    let _ = certificate_name!('x');
}
