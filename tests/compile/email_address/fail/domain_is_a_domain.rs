// The part after the `@` is a domain.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("admin@example..com");
}
