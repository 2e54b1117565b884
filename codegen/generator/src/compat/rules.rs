//! The rules on a value: bounds, formats, patterns, and lists of what it can be.
//!
//! Each comparison says whether the values got fewer, more, or both. Fewer refuse requests. To a client that reads an
//! answer none of it matters: it enforces nothing there.

use std::collections::BTreeSet;

use openscaler_formats::Format;
use serde_json::Value;

use super::change::{Change, Side};
use super::shape::{Kind, Shape};
use super::walk::{At, Walk};

/// Formats that say how a value is written down or shown, and refuse none.
const NOTES: [&str; 5] = ["password", "binary", "byte", "float", "double"];

/// What became of a rule.
struct Difference {
    keyword: &'static str,
    message: String,
    /// Some values are allowed no longer.
    is_narrower: bool,
    /// Some values are allowed that were not.
    is_wider: bool,
}

/// Compares all rules of two schemas of one kind.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Shape<'_>, new: &Shape<'_>, at: &At) {
    let differences: Vec<_> = bounds(old, new, &at.name)
        .into_iter()
        .chain(format(old, new, &at.name))
        .chain(pattern(old, new, &at.name))
        .chain(unique(old, new, &at.name))
        .chain(multiple(old, new, &at.name))
        .collect();
    for Difference { keyword, message, is_narrower, is_wider } in differences {
        let (side, pointer) = match new.get(keyword) {
            Some(_) => (Side::New, new.at(keyword)),
            None => (Side::Old, old.at(keyword)),
        };
        let kind = match keyword {
            "format" | "pattern" => "format-changed",
            _ => "bound-changed",
        };
        let mut change = Change::new(kind, message, side, pointer).anchored(&at.anchors());
        if at.is_request() {
            let reason = is_narrower.then(|| format!("some values of {} are refused now", at.name));
            change = change.failing_requests(reason).adding(is_wider);
        }
        walk.push(change);
    }
    values(walk, old, new, at);
}

/// A limit at one end: what it is called, and which way is narrower.
struct Bound {
    keyword: &'static str,
    exclusive: Option<&'static str>,
    is_upper: bool,
    /// What the limit is on.
    of: &'static str,
    unit: &'static str,
}

const BOUNDS: [Bound; 8] = [
    Bound { keyword: "minLength", exclusive: None, is_upper: false, of: "", unit: "character" },
    Bound { keyword: "maxLength", exclusive: None, is_upper: true, of: "", unit: "character" },
    Bound { keyword: "minimum", exclusive: Some("exclusiveMinimum"), is_upper: false, of: "number", unit: "" },
    Bound { keyword: "maximum", exclusive: Some("exclusiveMaximum"), is_upper: true, of: "number", unit: "" },
    Bound { keyword: "minItems", exclusive: None, is_upper: false, of: "", unit: "entry" },
    Bound { keyword: "maxItems", exclusive: None, is_upper: true, of: "", unit: "entry" },
    Bound { keyword: "minProperties", exclusive: None, is_upper: false, of: "", unit: "field" },
    Bound { keyword: "maxProperties", exclusive: None, is_upper: true, of: "", unit: "field" },
];

/// A limit, and whether it is itself not allowed.
#[derive(Clone, Copy, PartialEq)]
struct Limit {
    at: f64,
    is_exclusive: bool,
}

impl Bound {
    fn limit(&self, shape: &Shape<'_>) -> Option<Limit> {
        let at = shape.get(self.keyword)?.as_f64()?;
        let is_exclusive = self.exclusive.is_some_and(|keyword| shape.flag(keyword));
        // Of integers the next one is the limit; at least nothing of something is no limit.
        match (shape.kind, is_exclusive) {
            (Kind::Integer, true) => {
                Some(Limit { at: if self.is_upper { at - 1.0 } else { at + 1.0 }, is_exclusive: false })
            }
            _ if !self.is_upper && self.of.is_empty() && at == 0.0 => None,
            _ => Some(Limit { at, is_exclusive }),
        }
    }

    /// Whether `one` allows less than `other`.
    fn is_tighter(&self, one: Option<Limit>, other: Option<Limit>) -> bool {
        match (one, other) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(one), Some(other)) if one.at == other.at => one.is_exclusive && !other.is_exclusive,
            (Some(one), Some(other)) => (one.at < other.at) == self.is_upper,
        }
    }

    /// `at most 12 characters`, `less than 5`.
    fn words(&self, limit: Option<Limit>) -> String {
        let Some(Limit { at, is_exclusive }) = limit else { return "no limit".to_owned() };
        let word = match (self.is_upper, is_exclusive) {
            (true, false) => "at most",
            (true, true) => "less than",
            (false, false) => "at least",
            (false, true) => "more than",
        };
        let unit = match (self.unit, at == 1.0) {
            ("", _) => String::new(),
            (unit, true) => format!(" {unit}"),
            ("entry", false) => " entries".to_owned(),
            (unit, false) => format!(" {unit}s"),
        };
        format!("{word} {at}{unit}")
    }
}

fn bounds(old: &Shape<'_>, new: &Shape<'_>, name: &str) -> Vec<Difference> {
    let difference = |bound: &'static Bound| {
        let (was, is) = (bound.limit(old), bound.limit(new));
        let verb = if bound.unit.is_empty() { "is" } else { "has" };
        let message = match (was, is) {
            (Some(_), None) => format!("{name} {verb} no longer limited to {}", bound.words(was)),
            (None, _) => format!("{name} {verb} {}; there was no such limit", bound.words(is)),
            _ => format!("{name} {verb} {}; it was {}", bound.words(is), bound.words(was)),
        };
        let message = message.replace(" has no longer", " is no longer");
        let (is_narrower, is_wider) = (bound.is_tighter(is, was), bound.is_tighter(was, is));
        (was != is).then_some(Difference { keyword: bound.keyword, message, is_narrower, is_wider })
    };
    BOUNDS.iter().filter_map(difference).collect()
}

fn format(old: &Shape<'_>, new: &Shape<'_>, name: &str) -> Option<Difference> {
    let (was, is) = (old.text("format"), new.text("format"));
    if was == is {
        return None;
    }
    let (is_narrower, is_wider) = match old.kind {
        Kind::Integer => {
            let ((was_low, was_high), (is_low, is_high)) = (range(was), range(is));
            (is_low > was_low || is_high < was_high, is_low < was_low || is_high > was_high)
        }
        _ => {
            let grammar = |format: Option<&str>| format.filter(|format| !NOTES.contains(format)).map(str::to_owned);
            let (was, is) = (grammar(was), grammar(is));
            (is.is_some() && is != was, was.is_some() && is != was)
        }
    };
    let words = |format: Option<&str>| match (old.kind, format) {
        (_, None) => "without a format".to_owned(),
        (Kind::String, Some(format)) if Format::from_name(format).is_none() && NOTES.contains(&format) => {
            format!("marked `{format}`")
        }
        (_, Some(format)) => format!("of the format `{format}`"),
    };
    let message = format!("{name} is {} now; it was {}", words(is), words(was));
    Some(Difference { keyword: "format", message, is_narrower, is_wider })
}

/// The integers that a format has; without one the client has those of `int64`.
fn range(format: Option<&str>) -> (i128, i128) {
    match format {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint32" | "uint") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

fn pattern(old: &Shape<'_>, new: &Shape<'_>, name: &str) -> Option<Difference> {
    let (was, is) = (old.text("pattern"), new.text("pattern"));
    let message = match (was, is) {
        (was, is) if was == is => return None,
        (None, Some(is)) => format!("{name} has to match the pattern `{is}`"),
        (Some(was), None) => format!("{name} need not match the pattern `{was}` any more"),
        (was, is) => format!(
            "{name} has to match the pattern `{}` now; it was `{}`",
            is.unwrap_or_default(),
            was.unwrap_or_default()
        ),
    };
    // Which texts two patterns share is not looked into: some may be refused, and some may not.
    Some(Difference { keyword: "pattern", message, is_narrower: is.is_some(), is_wider: was.is_some() })
}

fn unique(old: &Shape<'_>, new: &Shape<'_>, name: &str) -> Option<Difference> {
    let is = new.flag("uniqueItems");
    let message = format!("{name} may {} the same entry twice", if is { "no longer hold" } else { "hold" });
    let difference = Difference { keyword: "uniqueItems", message, is_narrower: is, is_wider: !is };
    (old.flag("uniqueItems") != is).then_some(difference)
}

fn multiple(old: &Shape<'_>, new: &Shape<'_>, name: &str) -> Option<Difference> {
    let factor = |shape: &Shape<'_>| shape.get("multipleOf").and_then(Value::as_f64);
    let (was, is) = (factor(old), factor(new));
    let divides = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(one), Some(other)) => (other / one).fract() == 0.0,
    };
    let message = match is {
        Some(is) => format!("{name} is a multiple of {is}"),
        None => format!("{name} need not be a multiple of {} any more", was.unwrap_or_default()),
    };
    let (is_narrower, is_wider) = (!divides(is, was), !divides(was, is));
    (was != is).then_some(Difference { keyword: "multipleOf", message, is_narrower, is_wider })
}

/// The values that can be, one change each: a program uses them one at a time.
fn values(walk: &mut Walk<'_>, old: &Shape<'_>, new: &Shape<'_>, at: &At) {
    let values = |shape: &Shape<'_>| -> Option<BTreeSet<String>> {
        let values = shape.get("enum")?.as_array()?.iter().filter(|value| !value.is_null());
        Some(values.map(word).collect())
    };
    let types = |value: &str| at.types.iter().map(|above| format!("{above}/{value}")).collect::<Vec<_>>();
    match (values(old), values(new)) {
        (None, None) => {}
        (None, Some(_)) => {
            let message = format!("{} can only be one of a list of values now", at.name);
            let change = Change::new("values-listed", message, Side::New, new.at("enum")).anchored(&at.anchors());
            let reason = at.is_request().then(|| "a value that is not listed is refused".to_owned());
            walk.push(change.failing_requests(reason));
        }
        (Some(_), None) => {
            let message = format!("{} can be anything; it was one of a list of values", at.name);
            let change = Change::new("values-listed", message, Side::Old, old.at("enum")).anchored(&at.anchors());
            walk.push(change.adding(true));
        }
        (Some(was), Some(is)) => {
            for value in was.difference(&is) {
                let message = format!("{} can no longer be `{value}`", at.name);
                let pointer = position(old, value);
                let change = Change::new("value-removed", message, Side::Old, pointer).anchored(&types(value));
                let reason = at.is_request().then(|| format!("`{value}` is refused"));
                walk.push(change.failing_requests(reason));
            }
            for value in is.difference(&was) {
                let message = format!("{} can also be `{value}`", at.name);
                let pointer = position(new, value);
                let change = Change::new("value-added", message, Side::New, pointer).anchored(&types(value));
                walk.push(change.adding(true));
            }
        }
    }
}

/// A value as it is said: a text without its quotes.
fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn position(shape: &Shape<'_>, value: &str) -> String {
    let values = shape.get("enum").and_then(Value::as_array);
    let index = values.and_then(|values| values.iter().position(|known| word(known) == value));
    index.map_or_else(|| shape.at("enum"), |index| format!("{}/{index}", shape.at("enum")))
}
