// A checked literal can be a constant or a static.
use openscaler_api::domain_name;
use openscaler_api::types::DomainName;

const DOMAIN: DomainName = domain_name!("www.example.com");
static OTHER: DomainName = domain_name!("*.example.com",);

fn main() {
    assert_ne!(DOMAIN.as_ref(), OTHER.as_ref());
}
