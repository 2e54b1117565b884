// A raw string is a string.
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let _ = domain_name!(r"www.example.com");
    let _ = certificate_name!(r#"my-"cert""#);
}
