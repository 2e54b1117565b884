// An expression is checked at run time.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!(String::from("www.example.com"));
}
