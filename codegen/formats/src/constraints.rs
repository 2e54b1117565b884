//! What the document demands of one named string component.

use crate::text::{self, ok};
use crate::{Format, Pattern, Violation};

/// What a named string component of the document demands: its format, its bounds and its pattern.
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
    /// The grammar, if the document names one.
    pub format: Option<Format>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
    /// The regular expression that is found in it.
    pub pattern: Option<Pattern>,
}

impl Constraints {
    /// No constraint at all: every string passes.
    #[must_use]
    pub const fn new() -> Self {
        Self { format: None, min_length: None, max_length: None, pattern: None }
    }

    /// Demands the grammar of `format`.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Demands at least `limit` characters.
    #[must_use]
    pub const fn min_length(mut self, limit: usize) -> Self {
        self.min_length = Some(limit);
        self
    }

    /// Demands at most `limit` characters.
    #[must_use]
    pub const fn max_length(mut self, limit: usize) -> Self {
        self.max_length = Some(limit);
        self
    }

    /// Demands that `pattern` is found in it.
    #[must_use]
    pub const fn pattern(mut self, pattern: Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Whether `text` meets all the demands.
    ///
    /// # Errors
    ///
    /// The first demand that it does not meet: the bounds come first, so that a grammar never reads an overlong text, and
    /// the pattern last, for a format has more to say.
    pub const fn check(&self, text: &str) -> Result<(), Violation> {
        // A character has one to four bytes, so the number of bytes mostly settles a bound without counting.
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
    fn nothing_demanded_is_always_met() {
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
            ("", "minLength", "at least 3 characters are needed, and there are 0"),
            ("🦀🦀", "minLength", "at least 3 characters are needed, and there are 2"),
            ("🦀🦀🦀🦀🦀", "maxLength", "at most 4 characters are allowed, and there are 5"),
            ("abcdef", "maxLength", "at most 4 characters are allowed, and there are 6"),
        ] {
            let violation = three_to_four.check(text).unwrap_err();
            assert_eq!(violation.rule(), rule, "{text}");
            assert_eq!(violation.to_string(), message, "{text}");
            assert_eq!(violation.position(), None, "{text}");
        }
    }

    #[test]
    fn one_character_is_spoken_of_as_one() {
        let one = Constraints::new().min_length(1).max_length(1);
        assert_eq!(one.check("").unwrap_err().to_string(), "at least 1 character is needed, and there are 0");
        assert_eq!(one.check("ab").unwrap_err().to_string(), "at most 1 character is allowed, and there are 2");
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
