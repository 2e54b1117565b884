// Included text is checked at run time.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!(include_str!("bundle.pem"));
}
