// The name of a certificate is not `..`: it would leave the path.
use openscaler_api::certificate_name;

fn main() {
    let _ = certificate_name!("a..b");
}
