// A label has at most 63 characters.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com");
}
