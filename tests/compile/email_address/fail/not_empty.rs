// An email address is not empty.
use openscaler_api::email_address;

fn main() {
    let _ = email_address!("");
}
