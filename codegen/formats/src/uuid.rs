//! UUIDs in their textual form.

use crate::{text::has_at, violation::Violation};

/// Whether `text` is a UUID: groups of 8, 4, 4, 4 and 12 hexadecimal digits, separated by hyphens, in either case.
///
/// RFC 4122, section 3 (RFC 9562, section 4). Like the grammar, it does not check version and variant.
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    const GROUPS: &str = "expected a UUID: groups of 8, 4, 4, 4 and 12 hexadecimal digits";
    let bytes = text.as_bytes();
    if has_at(bytes, 0, b"{") {
        return Err(Violation::at(text, 0, "a UUID has no braces: remove them"));
    }
    if has_at(bytes, 0, b"urn:uuid:") {
        return Err(Violation::at(text, 0, "a UUID has no prefix: remove `urn:uuid:`"));
    }
    let mut at = 0;
    while at < bytes.len() {
        let expected = match at {
            8 | 13 | 18 | 23 => bytes[at] == b'-',
            0..36 => bytes[at].is_ascii_hexdigit(),
            _ => false,
        };
        if !expected {
            return Err(Violation::at(text, at, GROUPS));
        }
        at += 1;
    }
    if at < 36 { Err(Violation::of_whole(GROUPS)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{
        Format::Uuid,
        testing::{assert_accepts, assert_refuses},
    };

    #[test]
    fn accepts() {
        assert_accepts(
            Uuid,
            &[
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
                "00000000-0000-0000-0000-000000000000",
            ],
        );
    }

    #[test]
    fn refuses() {
        const GROUPS: &str = "expected a UUID: groups of 8, 4, 4, 4 and 12 hexadecimal digits";
        assert_refuses(
            Uuid,
            &[
                ("", None, GROUPS),
                ("f81d4fae-7dec-11d0-a765-00a0c91e6bf", None, GROUPS),
                ("f81d4fae-7dec-11d0-a765-00a0c91e6bf67", Some(36), GROUPS),
                ("f81d4fae7dec11d0a76500a0c91e6bf6", Some(8), GROUPS),
                ("g81d4fae-7dec-11d0-a765-00a0c91e6bf6", Some(0), GROUPS),
                ("f81d4fae-7dec-11d0-a765-00a0c91e6bfé", Some(35), GROUPS),
                ("{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}", Some(0), "a UUID has no braces: remove them"),
                ("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", Some(0), "a UUID has no prefix: remove `urn:uuid:`"),
            ],
        );
    }

    proptest! {
        #[test]
        fn every_uuid_is_accepted(text in "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") {
            prop_assert_eq!(Uuid.check(&text), Ok(()));
        }
    }
}
