// A scalar is made by what checks it.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("www.example.com");
}
