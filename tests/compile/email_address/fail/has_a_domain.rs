// A domain follows the `@`.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("admin@");
}
