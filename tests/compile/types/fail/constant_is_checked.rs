// A constant that is made without the macro is checked all the same.
use openscaler_api::types::DomainName;

fn main() {
    const DOMAIN: DomainName = DomainName::from_static("exa mple.com");
    let _ = DOMAIN;
}
