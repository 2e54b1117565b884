// An email address has no scheme.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("admin@example.com");
}
