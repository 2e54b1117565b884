// A domain name contains no space.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("www example.com");
}
