// Concatenated text is checked at run time.
use openscaler_api::types::DomainName;

fn main() {
    let _ = DomainName::try_from(concat!("www.", "example.com")).expect("a domain name");
}
