// A constant is checked at run time: a macro sees only its name.
use openscaler_api::domain_name;

fn main() {
    const DOMAIN: &str = "www.example.com";
    let _ = domain_name!(DOMAIN);
}
