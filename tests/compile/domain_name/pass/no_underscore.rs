// A label holds letters, digits and hyphens, no underscore.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("my-host.example.com");
}
