// A label consists of letters, digits and hyphens, without underscores.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("my_host.example.com");
}
