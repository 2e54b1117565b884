//! The rules on a value: bounds, formats, patterns.
//!
//! If some values are allowed no longer, requests are refused. To a client that reads an answer none of it matters: it
//! enforces nothing there.

use super::report::Change;
use super::walk::{Sort, Walk};
use crate::api::Rules;

/// Formats that say how a value is written or shown, and refuse none.
const NOTES: [&str; 5] = ["password", "binary", "byte", "float", "double"];

/// Which values a rule allows.
#[derive(Clone, Copy, PartialEq)]
enum Allowed {
    All,
    /// From a limit on, or only beyond it.
    From(f64, bool),
    /// Between two integers.
    Between(i128, i128),
    MultiplesOf(f64),
    /// Values that cannot be compared with those of another rule.
    Some,
}

impl Allowed {
    /// Whether something that `other` allows is not allowed.
    fn is_narrower(self, other: Self) -> bool {
        match (self, other) {
            (Self::All, _) => false,
            (Self::From(one, is_beyond), Self::From(other, other_is)) => {
                one > other || one == other && is_beyond && !other_is
            }
            (Self::Between(low, high), Self::Between(other_low, other_high)) => low > other_low || high < other_high,
            (Self::MultiplesOf(one), Self::MultiplesOf(other)) => (other / one).fract() != 0.0,
            _ => true,
        }
    }
}

/// The rules by their keywords, with their values in words.
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn listed(rules: &Rules, sort: Sort) -> [(&'static str, String, Allowed); 12] {
    let bound = |keyword, bound: Option<(f64, bool)>, direction: f64| match bound {
        None => (keyword, "none".to_owned(), Allowed::All),
        // Of integers the next one is the limit.
        Some((limit, true)) if sort == Sort::Integer => {
            (keyword, format!("`{}`", limit + direction), Allowed::From((limit + direction) * direction, false))
        }
        Some((limit, is_exclusive)) => {
            let word = if is_exclusive { " (exclusive)" } else { "" };
            (keyword, format!("`{limit}`{word}"), Allowed::From(limit * direction, is_exclusive))
        }
    };
    let count =
        |keyword, count: Option<u64>, direction| bound(keyword, count.map(|count| (count as f64, false)), direction);
    let other = |keyword, text: Vec<String>, allowed| match text.join(" and ") {
        text if text.is_empty() => (keyword, "none".to_owned(), allowed),
        text => (keyword, format!("`{text}`"), allowed),
    };
    let some = |is_some| if is_some { Allowed::Some } else { Allowed::All };
    let format = match rules.format.as_deref() {
        format if sort == Sort::Integer => range(format),
        format => some(format.is_some_and(|format| !NOTES.contains(&format))),
    };
    let multiples = rules.multiple_of.map_or(Allowed::All, Allowed::MultiplesOf);
    [
        count("minLength", rules.min_length, 1.0),
        count("maxLength", rules.max_length, -1.0),
        bound("minimum", rules.minimum, 1.0),
        bound("maximum", rules.maximum, -1.0),
        count("minItems", rules.items.min, 1.0),
        count("maxItems", rules.items.max, -1.0),
        count("minProperties", rules.min_properties, 1.0),
        count("maxProperties", rules.max_properties, -1.0),
        other("format", rules.format.iter().cloned().collect(), format),
        other("pattern", rules.patterns.clone(), some(!rules.patterns.is_empty())),
        other(
            "uniqueItems",
            rules.items.unique.then(|| "true".to_owned()).into_iter().collect(),
            some(rules.items.unique),
        ),
        other("multipleOf", rules.multiple_of.iter().map(f64::to_string).collect(), multiples),
    ]
}

/// The integers that a format has; without one the client has those of `int64`.
fn range(format: Option<&str>) -> Allowed {
    match format {
        Some("int8") => Allowed::Between(i8::MIN.into(), i8::MAX.into()),
        Some("uint8") => Allowed::Between(0, u8::MAX.into()),
        Some("int16") => Allowed::Between(i16::MIN.into(), i16::MAX.into()),
        Some("uint16") => Allowed::Between(0, u16::MAX.into()),
        Some("int32") => Allowed::Between(i32::MIN.into(), i32::MAX.into()),
        Some("uint32" | "uint") => Allowed::Between(0, u32::MAX.into()),
        Some("uint64") => Allowed::Between(0, u64::MAX.into()),
        _ => Allowed::Between(i64::MIN.into(), i64::MAX.into()),
    }
}

/// Compares all rules of two values of one sort, which are described at `places`; `is_checked` says whether literals are
/// held to them when callers compile.
pub(super) fn compare(
    walk: &Walk<'_>,
    [old, new]: [&Rules; 2],
    sort: Sort,
    (name, places): (&str, [&str; 2]),
    [is_request, is_checked]: [bool; 2],
) -> Vec<Change> {
    let mut changes = Vec::new();
    for ((keyword, was, old), (_, is, new)) in listed(old, sort).into_iter().zip(listed(new, sort)) {
        let kind = if ["format", "pattern"].contains(&keyword) { "format-changed" } else { "bound-changed" };
        let change = walk.changed(kind, &format!("`{keyword}` of {name}"), [was, is], places, keyword);
        let is_refused = is_request && new.is_narrower(old);
        let refused = is_refused.then(|| format!("some values of {name} are now rejected"));
        let broken = (is_refused && is_checked).then(|| format!("some literals of {name} do not compile"));
        let is_wider = is_request && old.is_narrower(new);
        changes.extend(change.map(|it| it.failing_requests(refused).failing_callers(broken).adding(is_wider)));
    }
    changes
}
