// An email address has no display name and no angle brackets.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("admin@example.com");
}
