// A label neither begins nor ends with a hyphen.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("-www.example.com");
}
