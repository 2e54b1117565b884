// The macro takes one literal.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("a.example.com", "b.example.com");
}
