// The last label is not all digits, so an IP address is not a name.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("192.0.2.1");
}
