// A domain name is not surrounded by spaces.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("www.example.com ");
}
