// A scalar is created only by checked constructors.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("www.example.com");
}
