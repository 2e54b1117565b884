//! The rules of a number: which ones the type that typify chooses enforces, and which ones need a type of ours.

use serde_json::Value;

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
pub(crate) fn bounds(schema: &Value) -> (Option<f64>, Option<f64>) {
    let number = |key| schema.get(key).and_then(Value::as_f64);
    let step = |key| if schema.get(key) == Some(&Value::Bool(true)) { 1.0 } else { 0.0 };
    let minimum = number("minimum").map(|minimum| minimum + step("exclusiveMinimum"));
    let maximum = number("maximum").map(|maximum| maximum - step("exclusiveMaximum"));
    (minimum, maximum)
}

/// The least and the greatest number of the type that an integer of a request becomes.
///
/// typify heeds bounds only where one of its types has just these; else an integer becomes an `i64`.
pub(crate) fn range(schema: &Value) -> (f64, f64) {
    let (mut minimum, mut maximum) = bounds(schema);
    // Lowering has a positive minimum become 0, for the sake of literals.
    if schema.get("minimum").and_then(Value::as_f64).is_some_and(|minimum| minimum > 0.0) {
        minimum = Some(0.0);
    }
    let is = |one: f64, other: f64| (one - other).abs() <= f64::EPSILON;
    let is_non_zero = minimum.is_some_and(|minimum| is(minimum, 1.0));
    let format = TYPES.iter().find(|(name, ..)| schema["format"] == **name);
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

/// The rules of a number that a type of ours keeps.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberRules {
    /// Of an `i64`; a bound is among its values.
    Integer {
        /// The least value.
        minimum: Option<i64>,
        /// The greatest value.
        maximum: Option<i64>,
        /// What every value is a multiple of.
        multiple_of: Option<i64>,
    },
    /// Of an `f64`.
    Number {
        /// The least value, and whether it is itself too little.
        minimum: Option<(f64, bool)>,
        /// The greatest value, and whether it is itself too much.
        maximum: Option<(f64, bool)>,
        /// What every value is a multiple of.
        multiple_of: Option<f64>,
    },
}

/// The rules of a number that has some which typify's type would not keep; `None` also if a type of ours would not.
pub fn rules(schema: &Value) -> Option<NumberRules> {
    if schema.get("enum").is_some() {
        return None;
    }
    match schema.get("type")?.as_str()? {
        "integer" => integer_rules(schema),
        "number" => number_rules(schema),
        _ => None,
    }
}

/// Whether typify's type for an integer has no value that breaks the keyword.
pub(crate) fn is_kept_by_typify(schema: &Value, keyword: &str) -> bool {
    let ((minimum, maximum), (least, most)) = (bounds(schema), range(schema));
    match keyword {
        "minimum" | "exclusiveMinimum" => minimum.is_some_and(|minimum| least >= minimum),
        "maximum" | "exclusiveMaximum" => maximum.is_some_and(|maximum| most <= maximum),
        _ => false,
    }
}

fn integer_rules(schema: &Value) -> Option<NumberRules> {
    let is_kept = |keyword| schema.get(keyword).is_none() || is_kept_by_typify(schema, keyword);
    let (lower, upper) = bounds(schema);
    // For what is not zero it has a type that no literal is of.
    let is_positive = lower.is_some_and(|lower| lower > 0.0);
    if !is_positive && ["minimum", "maximum", "multipleOf"].into_iter().all(is_kept) {
        return None;
    }
    let format = TYPES.iter().find(|(name, ..)| schema["format"] == **name);
    // The tighter of the format's bound and its own.
    let lower = tighter(lower, format.map(|(_, least, _)| *least), f64::max);
    let upper = tighter(upper, format.map(|(.., most)| *most), f64::min);
    let multiple_of = match schema.get("multipleOf") {
        None => None,
        Some(step) => Some(step.as_f64().filter(|step| *step > 0.0).and_then(integer)?),
    };
    Some(NumberRules::Integer {
        minimum: limit(lower.map(f64::ceil))?,
        maximum: limit(upper.map(f64::floor))?,
        multiple_of,
    })
}

fn tighter(own: Option<f64>, other: Option<f64>, choose: fn(f64, f64) -> f64) -> Option<f64> {
    match (own, other) {
        (Some(own), Some(other)) => Some(choose(own, other)),
        (own, other) => own.or(other),
    }
}

/// A bound as an `i64`, without one that the type has anyway; `None` if the type has no such value.
fn limit(bound: Option<f64>) -> Option<Option<i64>> {
    match bound {
        None => Some(None),
        Some(bound) if bound.abs() >= TWO_TO_63 => (bound.abs() <= TWO_TO_63).then_some(None),
        Some(bound) => integer(bound).map(Some),
    }
}

/// A number without a fraction that a text can be trusted to have meant: beyond 2^53 not every integer is a number.
fn integer(number: f64) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let fits = number.fract() == 0.0 && number.abs() <= MOST;
    fits.then(|| format!("{number:.0}").parse().ok()).flatten()
}

fn number_rules(schema: &Value) -> Option<NumberRules> {
    let number = |keyword| schema.get(keyword).and_then(Value::as_f64);
    let bound = |keyword, exclusive: &str| Some((number(keyword)?, schema[exclusive] == true));
    let minimum = bound("minimum", "exclusiveMinimum");
    let maximum = bound("maximum", "exclusiveMaximum");
    let multiple_of = number("multipleOf").filter(|step| *step > 0.0);
    let has_rules = minimum.is_some() || maximum.is_some() || multiple_of.is_some();
    has_rules.then_some(NumberRules::Number { minimum, maximum, multiple_of })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_integer_has_a_type_of_ours_where_typify_has_none() {
        let integer = |minimum, maximum, multiple_of| Some(NumberRules::Integer { minimum, maximum, multiple_of });
        for (rules_of, expected) in [
            (json!({}), None),
            (json!({ "format": "int32" }), None),
            (json!({ "minimum": 0 }), None),
            (json!({ "minimum": 0, "maximum": 255 }), None),
            (json!({ "minimum": -1, "exclusiveMinimum": true }), None),
            (json!({ "minimum": 1, "enum": [1, 2] }), None),
            (json!({ "minimum": 1 }), integer(Some(1), None, None)),
            (json!({ "minimum": 0, "exclusiveMinimum": true }), integer(Some(1), None, None)),
            (json!({ "minimum": 1, "maximum": 65_535 }), integer(Some(1), Some(65_535), None)),
            (json!({ "minimum": 1, "format": "int32" }), integer(Some(1), Some(2_147_483_647), None)),
            (json!({ "maximum": 10, "exclusiveMaximum": true }), integer(None, Some(9), None)),
            (json!({ "minimum": 0.5, "maximum": 9.5 }), integer(Some(1), Some(9), None)),
            (json!({ "multipleOf": 5 }), integer(None, None, Some(5))),
            (json!({ "multipleOf": 0.5, "minimum": 1 }), None),
            (json!({ "minimum": 5, "format": "int64" }), integer(Some(5), None, None)),
            (json!({ "minimum": 5, "format": "uint64" }), None),
            (json!({ "minimum": 1e300 }), None),
        ] {
            let mut schema = rules_of.clone();
            schema["type"] = json!("integer");
            assert_eq!(rules(&schema), expected, "{rules_of}");
        }
    }

    #[test]
    fn any_other_number_has_a_type_of_ours_if_it_has_rules() {
        let schema =
            json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1.5, "multipleOf": 0.1 });
        let expected =
            NumberRules::Number { minimum: Some((0.0, true)), maximum: Some((1.5, false)), multiple_of: Some(0.1) };
        assert_eq!(rules(&schema), Some(expected));
        assert_eq!(rules(&json!({ "type": "number", "format": "double" })), None);
        assert_eq!(rules(&json!({ "type": "string", "minimum": 1 })), None);
    }
}
