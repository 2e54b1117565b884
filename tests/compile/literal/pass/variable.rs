// A variable is checked at run time.
use openscaler_api::types::DomainName;

fn main() {
    let domain = String::from("www.example.com");
    let _ = DomainName::try_from(domain).expect("a domain name");
}
