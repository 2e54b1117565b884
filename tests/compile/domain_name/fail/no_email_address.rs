// A domain name has no `@`.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("admin@example.com");
}
