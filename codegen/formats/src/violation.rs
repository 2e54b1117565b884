//! The first thing that is wrong with a string or a number.

use core::fmt;

use crate::pattern::Mismatch;
use crate::text::{self, Place};

/// The first thing that is wrong with a string or a number: the rule, why, and where.
///
/// It holds no part of the value, which may be a key, so it can be printed and logged anywhere.
///
/// ```
/// use openscaler_formats::Format;
///
/// let violation = Format::PathSegment.check("..").unwrap_err();
/// assert_eq!(violation.rule(), "format");
/// assert_eq!(violation.reason(), "`..` stands for the level above in a path: give a name");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    rule: Rule,
}

/// The keyword of the document that is violated, and what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Format { reason: &'static str, place: Option<Place> },
    MinLength { limit: usize, length: usize },
    MaxLength { limit: usize, length: usize },
    Pattern(Mismatch),
    Number { bound: Bound, limit: Limit },
    NotFinite,
}

/// What a number is to be, seen from the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// Not below it.
    Least,
    /// Above it.
    More,
    /// Not above it.
    Most,
    /// Below it.
    Less,
    /// A multiple of it.
    Step,
}

/// A number that is compared by what it is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Integer(i64),
    /// As the bits of an `f64`.
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
    /// The text as a whole is not of its format.
    pub(crate) const fn of_whole(reason: &'static str) -> Self {
        Self { rule: Rule::Format { reason, place: None } }
    }

    /// The character at byte `offset` of `text` does not belong there.
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

    /// The document's keyword for the rule: `format`, `minLength`, `maxLength` or `pattern` of a string, `minimum`,
    /// `maximum` or `multipleOf` of a number; `type` for what no JSON can say.
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

    /// What is wrong, in words that need nothing else.
    ///
    /// For the panic of a constant, which can show nothing but a `&'static str`. `Display` also says where it is, and
    /// the numbers of a bound.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self.rule {
            Rule::Format { reason, .. } => reason,
            Rule::MinLength { .. } => "fewer characters than the document's `minLength` demands",
            Rule::MaxLength { .. } => "more characters than the document's `maxLength` allows",
            Rule::Pattern(mismatch) => mismatch.reason(),
            Rule::Number { bound: Bound::Least | Bound::More, .. } => "less than the document's `minimum` demands",
            Rule::Number { bound: Bound::Most | Bound::Less, .. } => "more than the document's `maximum` allows",
            Rule::Number { bound: Bound::Step, .. } => "no multiple of the document's `multipleOf`",
            Rule::NotFinite => "JSON has no such number",
        }
    }

    /// The byte offset of the first offending character, at a character boundary; `None` if it is the whole.
    #[must_use]
    pub const fn position(&self) -> Option<usize> {
        match self.rule {
            Rule::Format { place: Some(place), .. } => Some(place.offset),
            Rule::Pattern(mismatch) => mismatch.position(),
            _ => None,
        }
    }

    /// The same for those who may see `text`, the one that was checked: a character at fault is named.
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
            Rule::Number { bound: Bound::Least, limit } => write!(f, "at least {limit} is needed"),
            Rule::Number { bound: Bound::More, limit } => write!(f, "more than {limit} is needed"),
            Rule::Number { bound: Bound::Most, limit } => write!(f, "at most {limit} is allowed"),
            Rule::Number { bound: Bound::Less, limit } => write!(f, "less than {limit} is needed"),
            Rule::Number { bound: Bound::Step, limit } => write!(f, "a multiple of {limit} is needed"),
            Rule::NotFinite => f.write_str(self.reason()),
            Rule::MinLength { limit: 1, length } => {
                write!(f, "at least 1 character is needed, and there are {length}")
            }
            Rule::MinLength { limit, length } => {
                write!(f, "at least {limit} characters are needed, and there are {length}")
            }
            Rule::MaxLength { limit: 1, length } => {
                write!(f, "at most 1 character is allowed, and there are {length}")
            }
            Rule::MaxLength { limit, length } => {
                write!(f, "at most {limit} characters are allowed, and there are {length}")
            }
        }
    }
}

impl core::error::Error for Violation {}

/// A violation with the character that is at fault.
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
