//! An address beyond the old bound, as a literal and as data.

use openscaler_api::email_address;
use openscaler_api::types::EmailAddress;

fn main() {
    let long = email_address!(
        "a-local-part-of-exactly-sixty-four-letters-which-is-the-longest-@a-label-of-sixty-three-letters-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.a-label-of-sixty-three-letters-cccccccccccccccccccccccccccccccc.a-label-of-sixty-three-letters-dddddddddddddddddddddddddddddddd.example.com"
    );
    assert!(long.as_str().len() > 254);
    assert_eq!(EmailAddress::try_from(long.as_str()).expect("an address"), long);
}
