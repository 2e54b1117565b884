// Formatted text is checked at run time.
use openscaler_api::domain_name;

fn main() {
    let _ = domain_name!(format!("{}.example.com", "www"));
}
