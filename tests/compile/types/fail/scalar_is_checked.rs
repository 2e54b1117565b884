// A scalar is created only by checked constructors.
use openscaler_api::types::DomainName;

fn main() {
    let _ = DomainName("www.example.com".into());
}
