//! Which numbers the integer type holds that typify chooses for a schema.

use serde_json::Value;

use super::schemas::format_of;
use super::structure::Node;

/// Beyond these a 64-bit integer has no values; typify compares in `f64`, too.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

/// typify's types by the formats that stand for them, with what they hold, the tightest first.
const TYPES: [(&str, f64, f64); 10] = [
    ("int8", -128.0, 127.0),
    ("uint8", 0.0, 255.0),
    ("int16", -32_768.0, 32_767.0),
    ("uint16", 0.0, 65_535.0),
    ("int", -2_147_483_648.0, 2_147_483_647.0),
    ("int32", -2_147_483_648.0, 2_147_483_647.0),
    ("uint", 0.0, 4_294_967_295.0),
    ("uint32", 0.0, 4_294_967_295.0),
    ("int64", -TWO_TO_63, TWO_TO_63),
    ("uint64", 0.0, TWO_TO_64),
];

/// The bounds of an integer, both inclusive, as it is written.
pub(crate) fn bounds(schema: &Node<'_>) -> (Option<f64>, Option<f64>) {
    let number = |key| schema.get(key).and_then(Value::as_f64);
    let step = |key| if schema.get(key) == Some(&Value::Bool(true)) { 1.0 } else { 0.0 };
    let minimum = number("minimum").map(|minimum| minimum + step("exclusiveMinimum"));
    let maximum = number("maximum").map(|maximum| maximum - step("exclusiveMaximum"));
    (minimum, maximum)
}

/// The least and the greatest number of the type that an integer of a request becomes.
///
/// typify heeds bounds only where one of its types has just these; else an integer becomes an `i64`.
pub(crate) fn range(schema: &Node<'_>) -> (f64, f64) {
    let (mut minimum, mut maximum) = bounds(schema);
    // Lowering has a positive minimum become 0, for the sake of literals.
    if schema.get("minimum").and_then(Value::as_f64).is_some_and(|minimum| minimum > 0.0) {
        minimum = Some(0.0);
    }
    let is = |one: f64, other: f64| (one - other).abs() <= f64::EPSILON;
    let is_non_zero = minimum.is_some_and(|minimum| is(minimum, 1.0));
    let format = TYPES.iter().find(|(name, ..)| format_of(schema) == Some(*name));
    if let Some((_, least, most)) = format {
        let is_within =
            minimum.is_none_or(|minimum| minimum >= *least) && maximum.is_none_or(|maximum| maximum <= *most);
        if is_within && schema.get("multipleOf").is_none() {
            return (if is_non_zero { 1.0 } else { *least }, *most);
        }
        (minimum, maximum) = (minimum.or(Some(*least)), maximum.or(Some(*most)));
    }
    let signed = (-TWO_TO_63, TWO_TO_63);
    if is_non_zero {
        return (1.0, TWO_TO_64);
    }
    if minimum.is_none() && maximum.is_none() {
        return signed;
    }
    let has_just = |(_, least, most): &&(&str, f64, f64)| {
        minimum.is_none_or(|minimum| is(minimum, *least)) && maximum.is_none_or(|maximum| is(maximum, *most))
    };
    TYPES.iter().rev().find(has_just).map_or(signed, |(_, least, most)| (*least, *most))
}
