// A constant is checked at run time: a macro sees only its name.
use openscaler_api::types::DomainName;

fn main() {
    const DOMAIN: &str = "www.example.com";
    let _ = DomainName::try_from(DOMAIN).expect("a domain name");
}
