// A name precedes the `@`.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("@example.com");
}
