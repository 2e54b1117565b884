//! Numbers and strings that the keywords of a schema allow: a typical one first, then those at the bounds.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Value, json};

/// The longest string that is generated to reach a `maxLength`.
const LONGEST: u64 = 2_000;

/// 2^63, beyond which an `i64` has no values.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// Integers within the bounds, which default to those of 64 bits.
pub(super) fn integers(parts: &[&Value], serial: u64) -> Vec<Value> {
    let of_format = parts.iter().find_map(|part| limits(part.get("format")?.as_str()?));
    let (mut least, mut most) = of_format.unwrap_or((i64::MIN.into(), i64::MAX.into()));
    let (lower, upper) = bounds(parts);
    if let Some((lower, is_exclusive)) = lower {
        let lower = integer(lower, f64::ceil) + i128::from(is_exclusive);
        least = lower.max(least);
    }
    // A bound that no integer of 64 bits has is none: JavaScript rounds theirs outwards.
    let value = |bound: Option<Bound<'_>>| bound.and_then(|(bound, _)| bound.as_f64());
    let is_signed = value(lower).is_none_or(|lower| lower < 0.0);
    let is_rounded = lower.is_some_and(|(lower, _)| lower.as_i64().is_none()) && value(lower) <= Some(-TWO_TO_63);
    let is_none =
        |upper: &Value| upper.as_f64() >= Some(TWO_TO_63) && is_signed && (is_rounded || upper.as_u64().is_none());
    if let Some((upper, is_exclusive)) = upper.filter(|(upper, _)| !is_none(upper)) {
        let upper = integer(upper, f64::floor) - i128::from(is_exclusive);
        most = upper.min(of_format.map_or(u64::MAX.into(), |(_, most)| most));
    }
    let step =
        parts.iter().filter_map(|part| part.get("multipleOf")?.as_i64()).map(i128::from).max().unwrap_or(1).max(1);
    least = least.div_euclid(step) * step + if least.rem_euclid(step) == 0 { 0 } else { step };
    most = most.div_euclid(step) * step;
    let usual = (i128::from(serial % 100) * step).clamp(least.min(most), most.max(least));
    let as_json = |number: i128| match i64::try_from(number) {
        Ok(number) => Some(json!(number)),
        Err(_) => u64::try_from(number).ok().map(Value::from),
    };
    distinct([usual, least, most].into_iter().filter_map(as_json))
}

fn distinct(values: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// The ranges of the formats in the OpenAPI registry; other formats do not limit an integer.
fn limits(format: &str) -> Option<(i128, i128)> {
    let (signed, bits) = match format.strip_prefix('u') {
        Some(rest) => (false, rest.strip_prefix("int")?),
        None => (true, format.strip_prefix("int")?),
    };
    let bits: u32 = bits.parse().ok().filter(|bits| [8, 16, 32, 64].contains(bits))?;
    Some(if signed { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) } else { (0, (1 << bits) - 1) })
}

fn integer(bound: &Value, round: fn(f64) -> f64) -> i128 {
    let exact = bound.as_i64().map(i128::from).or_else(|| bound.as_u64().map(i128::from));
    exact.unwrap_or_else(|| round(bound.as_f64().unwrap_or_default()) as i128)
}

/// A bound, and whether it is exclusive.
type Bound<'d> = (&'d Value, bool);

/// The tightest bounds.
fn bounds<'d>(parts: &[&'d Value]) -> (Option<Bound<'d>>, Option<Bound<'d>>) {
    let tightest = |keyword: &str, exclusive: &str, sign: f64| {
        let of_part = |part: &&'d Value| {
            let own = part.get(keyword).filter(|bound| bound.is_number());
            match part.get(exclusive) {
                Some(bound @ Value::Number(_)) => vec![Some((bound, true)), own.map(|own| (own, false))],
                Some(Value::Bool(true)) => vec![own.map(|own| (own, true))],
                _ => vec![own.map(|own| (own, false))],
            }
        };
        let all = parts.iter().flat_map(of_part).flatten();
        all.max_by(|one, other| {
            let value = |bound: &Value| bound.as_f64().unwrap_or_default() * sign;
            value(one.0).total_cmp(&value(other.0)).then(one.1.cmp(&other.1))
        })
    };
    (tightest("minimum", "exclusiveMinimum", 1.0), tightest("maximum", "exclusiveMaximum", -1.0))
}

/// Numbers within the bounds; all except the bounds are exact in 32 bits.
pub(super) fn numbers(parts: &[&Value]) -> Vec<Value> {
    let (lower, upper) = bounds(parts);
    let step = parts.iter().filter_map(|part| part.get("multipleOf")?.as_f64()).next();
    let value = |bound: Option<(&Value, bool)>| bound.and_then(|(bound, _)| bound.as_f64());
    let (least, most) = (value(lower).unwrap_or(f64::MIN), value(upper).unwrap_or(f64::MAX));
    let mut found = vec![1.5, 3.0, -2.25, least.max(-16_384.0) / 2.0 + most.min(16_384.0) / 2.0];
    found.extend(step.into_iter().flat_map(|step| [step, step * 3.0, (least / step).ceil() * step]));
    found.extend([value(lower), value(upper)].into_iter().flatten());
    let is_inside = |number: &f64| {
        let is_above = *number > least || (*number >= least && lower.is_none_or(|(_, is_exclusive)| !is_exclusive));
        let is_below = *number < most || (*number <= most && upper.is_none_or(|(_, is_exclusive)| !is_exclusive));
        let is_multiple = step.is_none_or(|step| (number / step - (number / step).round()).abs() < 1e-9);
        is_above && is_below && is_multiple
    };
    let as_json = |number: f64| match number as i64 {
        integer if number.fract() == 0.0 && number.abs() < 1e15 => json!(integer),
        _ => json!(number),
    };
    distinct(found.into_iter().filter(is_inside).map(as_json))
}

/// Strings with the format, the pattern or the allowed lengths.
pub(super) fn texts(parts: &[&Value], serial: u64) -> Vec<Value> {
    let text = |keyword: &str| parts.iter().find_map(|part| part.get(keyword)?.as_str());
    let number = |keyword: &'static str| parts.iter().filter_map(move |part| part.get(keyword)?.as_u64());
    let (least, most) = (number("minLength").max().unwrap_or(0), number("maxLength").min().unwrap_or(u64::MAX));
    let given = ["example", "default"].into_iter().filter_map(text).map(str::to_owned);
    let found: Vec<String> = match (text("pattern"), text("format").map(of_format)) {
        (Some(pattern), of_format) => {
            let is_fitting = |text: &String| (least..=most).contains(&(text.chars().count() as u64));
            let made = [0, 1, 2, 4, 8, 16, 32, 64].into_iter().filter_map(|repeats| match_of(pattern, repeats));
            let mut made: Vec<String> = made.filter(is_fitting).collect();
            made.dedup();
            made.truncate(2);
            let usual = of_format.unwrap_or_default().iter().map(|text| (*text).to_owned());
            usual.chain(made).chain(given).collect()
        }
        (None, Some(of_format)) if !of_format.is_empty() => of_format.iter().map(|text| (*text).to_owned()).collect(),
        _ => {
            let fitted = |length: u64| -> String {
                format!("text-{serial}")
                    .chars()
                    .chain(std::iter::repeat('x'))
                    .take(length.try_into().unwrap_or(0))
                    .collect()
            };
            let usual = (format!("text-{serial}").len() as u64).clamp(least, most.max(least));
            let ends = [number("minLength").max(), number("maxLength").min()];
            let lengths = [Some(usual)].into_iter().chain(ends).flatten().filter(|length| *length <= LONGEST);
            lengths.map(fitted).collect()
        }
    };
    distinct(found.into_iter().map(Value::from))
}

#[rustfmt::skip]
fn of_format(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.123456+02:00"],
        "date" => &["2026-01-31"],
        "time" => &["09:30:00Z"],
        "duration" => &["P1DT12H"],
        "email" | "idn-email" => &["name@example.com"],
        "hostname" | "idn-hostname" => &["host.example.com"],
        "domain-name" => &["www.example.com", "*.example.com"],
        "path-segment" => &["segment-1"],
        "ipv4" | "ip" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "cidr" | "ipv4-cidr" => &["192.0.2.0/24"],
        "uri" | "url" | "iri" => &["https://example.com/a?b=c"],
        "uri-reference" => &["/a?b=c"],
        "uuid" => &["7f3c1c1e-2f0b-4a52-9a3d-0d6f4be1a001"],
        "byte" => &["dGV4dA=="],
        "pem" => &["-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"],
        _ => &[],
    }
}

/// A string that the pattern matches, with the given number of repetitions where allowed; `None` for look-around.
pub(super) fn match_of(pattern: &str, repeats: u32) -> Option<String> {
    let parse = |unicode| ParserBuilder::new().unicode(unicode).utf8(false).build().parse(pattern).ok();
    let parsed = parse(true).or_else(|| parse(false))?;
    let mut text = Vec::new();
    write_match(&parsed, repeats, &mut text)?;
    String::from_utf8(text).ok()
}

fn write_match(hir: &Hir, repeats: u32, text: &mut Vec<u8>) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.extend_from_slice(&literal.0),
        HirKind::Class(class) => {
            let mut utf8 = [0; 4];
            text.extend_from_slice(usual_character(class)?.encode_utf8(&mut utf8).as_bytes());
        }
        HirKind::Repetition(repetition) => {
            let times = repeats.min(repetition.max.unwrap_or(repeats)).max(repetition.min);
            (0..times).try_for_each(|_| write_match(&repetition.sub, repeats, text))?;
        }
        HirKind::Capture(capture) => write_match(&capture.sub, repeats, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write_match(part, repeats, text))?,
        HirKind::Alternation(branches) => write_match(branches.get(repeats as usize % branches.len())?, repeats, text)?,
    }
    Some(())
}

fn usual_character(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let has = |letter: &char| ranges.iter().any(|(first, last)| (first..=last).contains(&letter));
    let printed = ranges.iter().map(|(first, _)| *first).find(|first| !first.is_control());
    "aA1-_. ".chars().find(has).or(printed).or_else(|| ranges.first().map(|(first, _)| *first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_at_the_ends_of_their_bounds() {
        for (schema, expected) in [
            (json!({}), vec![json!(1), json!(i64::MIN), json!(i64::MAX)]),
            (json!({ "format": "uint16" }), vec![json!(1), json!(0), json!(65_535)]),
            (json!({ "format": "port" }), vec![json!(1), json!(i64::MIN), json!(i64::MAX)]),
            (
                json!({ "minimum": -9.223372036854776e18, "maximum": 9.3e18 }),
                vec![json!(1), json!(i64::MIN), json!(i64::MAX)],
            ),
            (json!({ "minimum": 0, "maximum": 1.844_674_407_370_955_2e19 }), vec![json!(1), json!(0), json!(u64::MAX)]),
            (json!({ "minimum": 5, "exclusiveMinimum": true, "maximum": 6.5 }), vec![json!(6)]),
            (json!({ "exclusiveMinimum": 5, "maximum": 40, "multipleOf": 15 }), vec![json!(15), json!(30)]),
        ] {
            assert_eq!(integers(&[&schema], 1), expected, "{schema}");
        }
    }

    #[test]
    fn texts_match_their_pattern_and_lengths() {
        for (schema, expected) in [
            (json!({ "pattern": "^[a-z]{3}-\\d+$" }), json!(["aaa-1", "aaa-11"])),
            (json!({ "pattern": "^[0-9A-F]*$", "minLength": 6, "maxLength": 9 }), json!(["AAAAAAAA"])),
            (json!({ "pattern": "^(?!a)b$", "example": "b" }), json!(["b"])),
            (json!({ "minLength": 2, "maxLength": 4 }), json!(["text", "te"])),
            (json!({ "format": "date" }), json!(["2026-01-31"])),
        ] {
            assert_eq!(Value::from(texts(&[&schema], 1)), expected, "{schema}");
        }
    }
}
