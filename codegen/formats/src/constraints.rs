//! The constraints of a named string component of the document.

use crate::text::{self, ok};
use crate::{format::Format, pattern::Pattern, violation::Violation};

/// The constraints of a named string component of the document: format, bounds and pattern.
///
/// Lengths count Unicode scalar values, as JSON Schema does (Validation 2020-12, sections 6.3.1 and 6.3.2).
///
/// ```
/// use openscaler_formats::{Constraints, Format};
///
/// const NAME: Constraints = Constraints::new().format(Format::PathSegment).min_length(1);
///
/// assert!(NAME.check("my-cert").is_ok());
/// assert_eq!(NAME.check("").unwrap_err().rule(), "minLength");
/// assert_eq!(NAME.check("..").unwrap_err().rule(), "format");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Constraints {
    /// The format, if there is one.
    pub format: Option<Format>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
    /// The regular expression that must match somewhere in the string.
    pub pattern: Option<Pattern>,
}

impl Constraints {
    /// No constraints: every string is valid.
    #[must_use]
    pub const fn new() -> Self {
        Self { format: None, min_length: None, max_length: None, pattern: None }
    }

    /// Requires the format.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Requires at least `limit` characters.
    #[must_use]
    pub const fn min_length(mut self, limit: usize) -> Self {
        self.min_length = Some(limit);
        self
    }

    /// Allows at most `limit` characters.
    #[must_use]
    pub const fn max_length(mut self, limit: usize) -> Self {
        self.max_length = Some(limit);
        self
    }

    /// Requires a match of `pattern`.
    #[must_use]
    pub const fn pattern(mut self, pattern: Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Checks `text` against every constraint.
    ///
    /// # Errors
    ///
    /// The first constraint that is violated. Bounds are checked first, so that a format never reads an overlong string,
    /// and the pattern last, because the message of a format says more.
    pub const fn check(&self, text: &str) -> Result<(), Violation> {
        // A character has one to four bytes, so the number of bytes mostly decides without counting.
        if let Some(limit) = self.min_length {
            if text.len() < limit.saturating_mul(4) {
                let length = text::length(text);
                if length < limit {
                    return Err(Violation::too_short(limit, length));
                }
            }
        }
        if let Some(limit) = self.max_length {
            if text.len() > limit {
                let length = text::length(text);
                if length > limit {
                    return Err(Violation::too_long(limit, length));
                }
            }
        }
        if let Some(format) = self.format {
            ok!(format.check(text));
        }
        match self.pattern {
            Some(pattern) => pattern.check(text),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::Constraints;
    use crate::Format;

    #[test]
    fn without_constraints_every_string_is_valid() {
        assert_eq!(Constraints::new().check(""), Ok(()));
        assert_eq!(Constraints::new().check("\0 anything"), Ok(()));
    }

    #[test]
    fn lengths_count_characters_and_not_bytes() {
        let three_to_four = Constraints::new().min_length(3).max_length(4);
        for met in ["abc", "abcd", "äöü", "🦀🦀🦀", "🦀🦀🦀🦀"] {
            assert_eq!(three_to_four.check(met), Ok(()), "{met}");
        }
        for (text, rule, message) in [
            ("", "minLength", "expected at least 3 characters, found 0"),
            ("🦀🦀", "minLength", "expected at least 3 characters, found 2"),
            ("🦀🦀🦀🦀🦀", "maxLength", "expected at most 4 characters, found 5"),
            ("abcdef", "maxLength", "expected at most 4 characters, found 6"),
        ] {
            let violation = three_to_four.check(text).unwrap_err();
            assert_eq!(violation.rule(), rule, "{text}");
            assert_eq!(violation.to_string(), message, "{text}");
            assert_eq!(violation.position(), None, "{text}");
        }
    }

    #[test]
    fn a_limit_of_one_character_has_its_own_words() {
        let one = Constraints::new().min_length(1).max_length(1);
        assert_eq!(one.check("").unwrap_err().to_string(), "it cannot be empty");
        assert_eq!(one.check("ab").unwrap_err().to_string(), "expected at most 1 character, found 2");
    }

    #[test]
    fn bounds_come_before_the_format() {
        let name = Constraints::new().format(Format::PathSegment).min_length(1).max_length(3);
        assert_eq!(name.check("").unwrap_err().rule(), "minLength");
        assert_eq!(name.check("\0\0\0\0").unwrap_err().rule(), "maxLength");
        assert_eq!(name.check("..").unwrap_err().rule(), "format");
        assert_eq!(name.check("a"), Ok(()));
    }

    #[test]
    fn limits_at_the_end_of_the_range_do_not_overflow() {
        assert!(Constraints::new().min_length(usize::MAX).check("a").is_err());
        assert!(Constraints::new().max_length(usize::MAX).check("a").is_ok());
    }
}
