// A wildcard is a whole label.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("w*.example.com");
}
