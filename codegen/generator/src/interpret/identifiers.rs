//! Rust identifiers inside a type: fields and variants, each unique where it is.

use std::collections::HashSet;

use crate::api::Field;
use crate::names;

/// Names each field by its property; of two that would have one name the later gets a number.
pub(super) fn name_fields(fields: &mut [Field]) {
    let mut taken = HashSet::new();
    for field in fields {
        field.name = free(&names::field_name(&field.wire), "_", &mut taken);
    }
}

/// `wanted`, or that with the first number that no field has.
pub(super) fn free_field(fields: &[Field], wanted: &str) -> String {
    let mut taken = fields.iter().map(|field| field.name.clone()).collect();
    free(wanted, "_", &mut taken)
}

/// Names of variants for some texts, none of them among `taken`.
pub(super) fn variants(texts: Vec<String>, taken: Vec<String>) -> Vec<String> {
    let mut taken = taken.into_iter().collect();
    texts.iter().map(|text| free(&variant(text), "", &mut taken)).collect()
}

/// The first of `wanted`, `wanted2`, `wanted3`, … that is not taken.
pub(crate) fn free(wanted: &str, separator: &str, taken: &mut HashSet<String>) -> String {
    if taken.insert(wanted.to_owned()) {
        return wanted.to_owned();
    }
    let wanted = wanted.trim_end_matches('_');
    let mut numbered = (2_u64..).map(|number| format!("{wanted}{separator}{number}"));
    numbered.find(|name| taken.insert(name.clone())).unwrap_or_default()
}

/// A text as the name of a variant: `Plus1` for `+1`, `X1_5` for `1.5`, words for what has no letters.
pub(crate) fn variant(text: &str) -> String {
    if !text.chars().any(char::is_alphanumeric) {
        return of_symbols(text);
    }
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("+", rest)) if rest.starts_with(char::is_alphanumeric) => ("Plus", rest),
        Some(("-", rest)) if rest.starts_with(char::is_alphanumeric) => ("Minus", rest),
        _ => ("", text),
    };
    let is_number = rest.chars().all(|c| c.is_ascii_digit() || ".:-/".contains(c));
    if !is_number {
        return format!("{sign}{}", names::type_name(rest));
    }
    // What separates digits matters: 1.5 is not 15.
    let digits: Vec<&str> = rest.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    format!("{}{}", if sign.is_empty() { "X" } else { sign }, digits.join("_"))
}

fn of_symbols(text: &str) -> String {
    let words: String = text.chars().filter_map(word).collect();
    match words.as_str() {
        "" if text.is_empty() => "Empty".to_owned(),
        "" if text.chars().all(char::is_whitespace) => "Blank".to_owned(),
        "" => names::type_name(text),
        words => words.to_owned(),
    }
}

fn word(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '+' => "Plus",
        '-' => "Minus",
        '*' => "Star",
        '/' => "Slash",
        '<' => "Less",
        '>' => "Greater",
        '=' => "Equal",
        '!' => "Not",
        '&' => "And",
        '|' => "Or",
        '%' => "Percent",
        '~' => "Tilde",
        '.' => "Dot",
        ',' => "Comma",
        _ => return None,
    })
}
