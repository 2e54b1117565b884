// A constant created without the macro is checked, too.
use openscaler_api::types::DomainName;

fn main() {
    const DOMAIN: DomainName = DomainName::from_static("example.com");
    let _ = DOMAIN;
}
