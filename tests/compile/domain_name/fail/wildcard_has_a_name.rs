// A wildcard precedes a name.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("*");
}
