// An email address has one `@`.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("admin@example@com");
}
