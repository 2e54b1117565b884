// A literal stands in the macro.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!();
}
