// A wildcard is the first label.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("*.example.com");
}
