//! Why a string or a number is refused.

use core::fmt;

use crate::pattern::mismatch::Mismatch;
use crate::text::{self, Place};

/// The first rule that a string or a number violates: which, why, and where.
///
/// It contains no part of the value, which may be a private key, so it can be logged.
///
/// ```
/// use openscaler_formats::Format;
///
/// let violation = Format::PathSegment.check("..").unwrap_err();
/// assert_eq!(violation.rule(), "format");
/// assert_eq!(violation.reason(), "`..` means the parent level of a path: use another name");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    rule: Rule,
}

/// The violated keyword of the document, with its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Format { reason: &'static str, place: Option<Place> },
    MinLength { limit: usize, length: usize },
    MaxLength { limit: usize, length: usize },
    Pattern(Mismatch),
    Number { bound: Bound, limit: Limit },
    NotFinite,
}

/// The relation of a number to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// At least the limit.
    Least,
    /// More than the limit.
    More,
    /// At most the limit.
    Most,
    /// Less than the limit.
    Less,
    /// A multiple of the limit.
    Step,
}

/// The limit of a number, in a form that implements `Eq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Integer(i64),
    /// The bits of an `f64`.
    Number(u64),
}

impl Limit {
    pub(crate) const fn integer(limit: i64) -> Self {
        Self::Integer(limit)
    }

    pub(crate) const fn number(limit: f64) -> Self {
        Self::Number(limit.to_bits())
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Integer(limit) => limit.fmt(f),
            Self::Number(limit) => f64::from_bits(limit).fmt(f),
        }
    }
}

impl Violation {
    /// The format of the string as a whole is wrong.
    pub(crate) const fn of_whole(reason: &'static str) -> Self {
        Self { rule: Rule::Format { reason, place: None } }
    }

    /// The character at byte `offset` of `text` is wrong.
    pub(crate) const fn at(text: &str, offset: usize, reason: &'static str) -> Self {
        Self { rule: Rule::Format { reason, place: Some(text::place(text, offset)) } }
    }

    pub(crate) const fn too_short(limit: usize, length: usize) -> Self {
        Self { rule: Rule::MinLength { limit, length } }
    }

    pub(crate) const fn too_long(limit: usize, length: usize) -> Self {
        Self { rule: Rule::MaxLength { limit, length } }
    }

    pub(crate) const fn no_match(mismatch: Mismatch) -> Self {
        Self { rule: Rule::Pattern(mismatch) }
    }

    pub(crate) const fn beyond(bound: Bound, limit: Limit) -> Self {
        Self { rule: Rule::Number { bound, limit } }
    }

    pub(crate) const fn not_finite() -> Self {
        Self { rule: Rule::NotFinite }
    }

    /// The document's keyword: `format`, `minLength`, `maxLength` or `pattern` for a string, `minimum`, `maximum` or
    /// `multipleOf` for a number, and `type` for a number that JSON cannot represent.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self.rule {
            Rule::Format { .. } => "format",
            Rule::MinLength { .. } => "minLength",
            Rule::MaxLength { .. } => "maxLength",
            Rule::Pattern(_) => "pattern",
            Rule::Number { bound: Bound::Least | Bound::More, .. } => "minimum",
            Rule::Number { bound: Bound::Most | Bound::Less, .. } => "maximum",
            Rule::Number { bound: Bound::Step, .. } => "multipleOf",
            Rule::NotFinite => "type",
        }
    }

    /// What is wrong, without the position and the limits, which `Display` adds.
    ///
    /// For the panic of a constant, which can show only a `&'static str`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self.rule {
            Rule::Format { reason, .. } => reason,
            Rule::MinLength { .. } => "shorter than the document's `minLength`",
            Rule::MaxLength { .. } => "longer than the document's `maxLength`",
            Rule::Pattern(mismatch) => mismatch.reason(),
            Rule::Number { bound: Bound::Least | Bound::More, .. } => "less than the document's `minimum`",
            Rule::Number { bound: Bound::Most | Bound::Less, .. } => "greater than the document's `maximum`",
            Rule::Number { bound: Bound::Step, .. } => "not a multiple of the document's `multipleOf`",
            Rule::NotFinite => "expected a finite number: JSON cannot represent NaN or infinity",
        }
    }

    /// The byte offset of the first character at fault, from 0, at a character boundary; `None` if it is the string as a
    /// whole. `Display` counts characters, from 1.
    #[must_use]
    pub const fn position(&self) -> Option<usize> {
        match self.rule {
            Rule::Format { place: Some(place), .. } => Some(place.offset),
            Rule::Pattern(mismatch) => mismatch.position(),
            _ => None,
        }
    }

    /// Displays the violation with the character at fault, if the reader may see `text`, the checked string.
    #[must_use]
    pub const fn shown_with<'t>(&self, text: &'t str) -> Shown<'t> {
        Shown { violation: *self, text }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rule {
            Rule::Format { reason, place: None } => f.write_str(reason),
            Rule::Format { reason, place: Some(place) } => write!(f, "{reason} ({place})"),
            Rule::Pattern(mismatch) => mismatch.write(f, None),
            Rule::Number { bound: Bound::Least, limit } => write!(f, "expected at least {limit}"),
            Rule::Number { bound: Bound::More, limit } => write!(f, "expected more than {limit}"),
            Rule::Number { bound: Bound::Most, limit } => write!(f, "expected at most {limit}"),
            Rule::Number { bound: Bound::Less, limit } => write!(f, "expected less than {limit}"),
            Rule::Number { bound: Bound::Step, limit } => write!(f, "expected a multiple of {limit}"),
            Rule::NotFinite => f.write_str(self.reason()),
            // Only the empty string is shorter.
            Rule::MinLength { limit: 1, .. } => f.write_str("it cannot be empty"),
            Rule::MinLength { limit, length } => {
                write!(f, "expected at least {limit} characters, found {length}")
            }
            Rule::MaxLength { limit: 1, length } => {
                write!(f, "expected at most 1 character, found {length}")
            }
            Rule::MaxLength { limit, length } => {
                write!(f, "expected at most {limit} characters, found {length}")
            }
        }
    }
}

impl core::error::Error for Violation {}

/// A violation that names the character at fault.
#[derive(Clone, Copy)]
pub struct Shown<'t> {
    violation: Violation,
    text: &'t str,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule::Pattern(mismatch) = self.violation.rule else { return self.violation.fmt(f) };
        let rest = mismatch.position().and_then(|position| self.text.get(position..));
        mismatch.write(f, rest.and_then(|rest| rest.chars().next()))
    }
}
