// A text is not a domain name before it is checked.
use openscaler_api::types::DomainName;

fn main() {
    let _: DomainName = "www.example.com".into();
}
