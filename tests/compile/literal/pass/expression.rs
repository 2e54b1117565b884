// An expression is checked at run time.
use openscaler_api::types::DomainName;

fn main() {
    let _ = DomainName::try_from(String::from("www.example.com")).expect("a domain name");
}
