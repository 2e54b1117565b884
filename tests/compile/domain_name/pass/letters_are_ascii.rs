// An international name is written in punycode.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!("xn--bcher-kva.example");
}
