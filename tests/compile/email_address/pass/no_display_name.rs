// An email address stands without a name and angle brackets.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("admin@example.com");
}
