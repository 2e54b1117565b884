// A scalar is made by what checks it.
use openscaler_api::types::DomainName;

fn main() {
    let _ = DomainName("www.example.com".into());
}
