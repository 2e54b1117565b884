//! Strings and numbers: the Rust type that holds them, and the rules that a named one enforces.

use openscaler_formats::Format;

use super::facts::Facts;
use super::node::Bound;
use super::types_of_json::Types;
use crate::api::{Integer, NumberRules, ScalarRules, Text, TextRules};
use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;

/// 2^63, beyond which an `i64` has no values.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// The formats that bound an integer, with the least and the greatest value.
const INTEGER_FORMATS: [(&str, i64, i64); 6] = [
    ("int8", -128, 127),
    ("uint8", 0, 255),
    ("int16", -32_768, 32_767),
    ("uint16", 0, 65_535),
    ("int32", -2_147_483_648, 2_147_483_647),
    ("uint32", 0, 4_294_967_295),
];

/// What a string without rules can be read as.
pub(super) fn text(facts: &Facts<'_>, direction: Direction) -> Text {
    match (direction, facts.format) {
        (Direction::Response, Some("date-time")) => Text::DateTime,
        (Direction::Response, Some("comma-separated")) => Text::CommaSeparated,
        _ => Text::Plain,
    }
}

/// The type that holds every whole number that the document admits.
///
/// JavaScript rounds the bounds of 64 bits outwards, so one that no 64-bit integer has is none, unless the other says
/// that numbers are not negative.
pub(super) fn integer(facts: &Facts<'_>) -> Integer {
    match facts.format {
        Some("int64") => return Integer::I64,
        Some("uint64") => return Integer::U64,
        _ => {}
    }
    let Some(maximum) = facts.maximum.filter(|maximum| maximum.number.as_i64().is_none()) else { return Integer::I64 };
    let is_wide = maximum.number.as_f64().is_some_and(|maximum| maximum >= TWO_TO_63);
    let is_unsigned = facts.minimum.and_then(|minimum| minimum.number.as_f64()).is_some_and(|minimum| minimum >= 0.0);
    let is_rounded = facts
        .minimum
        .is_some_and(|minimum| minimum.number.as_i64().is_none() && minimum.number.as_f64() <= Some(-TWO_TO_63));
    match maximum.number.as_u64() {
        _ if is_wide && is_unsigned => Integer::U64,
        Some(_) if !is_rounded => Integer::Big,
        _ => Integer::I64,
    }
}

/// A string or number that enforces its rules; of its patterns, the first for which a table can stand.
pub(super) fn rules(source: &Source, facts: &Facts<'_>, types: Types) -> Option<ScalarRules> {
    if types != Types::STRING {
        return number_rules(facts, types).map(ScalarRules::Number);
    }
    Some(ScalarRules::Text(TextRules {
        format: facts.format.filter(|format| Format::from_name(format).is_some()).map(str::to_owned),
        min_length: facts.min_length.filter(|least| *least > 0),
        max_length: facts.max_length,
        pattern: facts.patterns.iter().find_map(|pattern| source.pattern(pattern).as_ref().clone().ok()),
        secret: facts.is_secret(),
    }))
}

/// The rules of a number, if it has some that a type can enforce.
pub(super) fn number_rules(facts: &Facts<'_>, types: Types) -> Option<NumberRules> {
    if types != Types::INTEGER {
        let bound = |bound: Option<Bound<'_>>| bound.and_then(|bound| Some((bound.number.as_f64()?, bound.exclusive)));
        let (minimum, maximum, multiple_of) = (bound(facts.minimum), bound(facts.maximum), facts.multiple_of);
        let has_rules = minimum.is_some() || maximum.is_some() || multiple_of.is_some();
        return has_rules.then_some(NumberRules::Number { minimum, maximum, multiple_of });
    }
    if integer(facts) == Integer::I64 { integer_rules(facts) } else { None }
}

/// The rules of an integer, without bounds that exceed `i64`.
pub(super) fn integer_rules(facts: &Facts<'_>) -> Option<NumberRules> {
    let format = INTEGER_FORMATS.iter().find(|(name, ..)| facts.format == Some(name));
    let minimum = facts.minimum.and_then(|bound| limit(bound, f64::ceil, 1));
    let maximum = facts.maximum.and_then(|bound| limit(bound, f64::floor, -1));
    // The tighter of the format's bound and its own.
    let minimum = minimum.max(format.map(|(_, least, _)| *least));
    let maximum = maximum.into_iter().chain(format.map(|(.., most)| *most)).min();
    // A wider integer is compared with bounds by the nearest `i64`.
    let multiple_of = facts.multiple_of.filter(|_| integer(facts) == Integer::I64).and_then(exact);
    let has_rules = minimum.is_some() || maximum.is_some() || multiple_of.is_some();
    has_rules.then_some(NumberRules::Integer { minimum, maximum, multiple_of })
}

/// The last integer inside a bound; `None` if the bound is beyond 64 bits.
fn limit(bound: Bound<'_>, inwards: fn(f64) -> f64, step: i64) -> Option<i64> {
    let number = match bound.number.as_i64() {
        Some(number) => return number.checked_add(if bound.exclusive { step } else { 0 }),
        None => bound.number.as_f64()?,
    };
    let is_outside = bound.exclusive && number.fract() == 0.0;
    exact(inwards(number))?.checked_add(if is_outside { step } else { 0 })
}

/// A number without a fraction that a text can be trusted to have meant: beyond 2^53 not every integer is a number.
fn exact(number: f64) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let fits = number.fract() == 0.0 && number.abs() <= MOST;
    fits.then(|| format!("{number:.0}").parse().ok()).flatten()
}
