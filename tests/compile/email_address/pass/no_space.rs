// An email address contains no space.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("admin@example.com");
}
