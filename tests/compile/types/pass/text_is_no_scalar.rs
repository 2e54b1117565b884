// A text is no domain name before it was checked.
use openscaler_api::types::DomainName;

fn main() {
    let _: DomainName = "www.example.com".parse().expect("a domain name");
}
