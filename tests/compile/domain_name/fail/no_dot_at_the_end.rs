// A domain name does not end in a dot.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("www.example.com.");
}
