// Formatted text is checked at run time.
use openscaler_api::types::DomainName;

fn main() {
    let _ = DomainName::try_from(format!("{}.example.com", "www")).expect("a domain name");
}
