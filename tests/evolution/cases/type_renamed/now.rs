//! The new name, of the type and of its macro.

use openscaler_api::mail_address;
use openscaler_api::types::MailAddress;

fn main() {
    assert_eq!(MailAddress::try_from("admin@example.com").expect("an address"), mail_address!("admin@example.com"));
}
