// A bundle is PEM.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("hello");
}
