//! Assertions for tables of accepted and refused values.

use crate::Format;

/// Asserts that each of `texts` has the format.
pub(crate) fn assert_accepts(format: Format, texts: &[&str]) {
    for text in texts {
        assert_eq!(format.check(text), Ok(()), "{text:?}");
    }
}

/// Asserts that each text is refused at that position and for that reason.
pub(crate) fn assert_refuses(format: Format, table: &[(&str, Option<usize>, &str)]) {
    for &(text, position, reason) in table {
        let Err(violation) = format.check(text) else { panic!("{text:?} is accepted") };
        assert_eq!(violation.rule(), "format", "{text:?}");
        assert_eq!((violation.position(), violation.reason()), (position, reason), "{text:?}");
    }
}
