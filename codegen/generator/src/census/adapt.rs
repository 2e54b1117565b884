//! Changes documents in memory to measure what else the generator could support: without security, or read as 3.0.

use anyhow::Result;
use openscaler_openapi::document::Source;
use openscaler_openapi::structure::for_each_operation;
use serde_json::{Value, json};

use super::report::Settings;

/// The version that later ones are read as.
const VERSION: &str = "3.0.3";

/// Parses a document and changes it according to the settings.
///
/// `assume_3_0` changes only the version in `openapi`, and clamps integers beyond 64 bits to the nearest `i64`.
/// `ignore_security` removes every `security`, but not the schemes.
pub(super) fn read(name: &str, text: &str, settings: Settings) -> Result<Source> {
    if !settings.assume_3_0 {
        return Source::parse(name, text.to_owned()).map(|source| without_security(source, settings));
    }
    let mut source = Source::parse(name, clamp_integers(text))?;
    let version = source.value.get("openapi").and_then(Value::as_str).unwrap_or_default();
    if version.starts_with("3.1") || version.starts_with("3.2") {
        source.value["openapi"] = json!(VERSION);
    }
    Ok(without_security(source, settings))
}

fn without_security(mut source: Source, settings: Settings) -> Source {
    if settings.ignore_security {
        let remove = |holder: &mut Value| drop(holder.as_object_mut().map(|holder| holder.shift_remove("security")));
        remove(&mut source.value);
        for_each_operation(&mut source.value, remove);
    }
    source
}

/// Replaces each integer beyond 64 bits with the nearest `i64`.
pub(super) fn clamp_integers(text: &str) -> String {
    let is_delimiter = |letter: char| letter.is_whitespace() || ",:[]{}".contains(letter);
    let clamp = |token: &str| {
        let digits = token.strip_prefix('-').unwrap_or(token);
        let is_integer = digits.len() >= 19 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let fits = token.parse::<i64>().is_ok() || token.parse::<u64>().is_ok();
        let nearest = if token.starts_with('-') { i64::MIN } else { i64::MAX };
        if is_integer && !fits { nearest.to_string() } else { token.to_owned() }
    };
    text.split_inclusive(is_delimiter)
        .map(|piece| {
            let token = piece.trim_end_matches(is_delimiter);
            clamp(token) + &piece[token.len()..]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_beyond_64_bits_are_clamped() {
        let text = "a: [-9223372036854776000, 99999999999999999999]\nb: {\"c\":18446744073709551615,\"d\": 12}";
        let clamped = "a: [-9223372036854775808, 9223372036854775807]\nb: {\"c\":18446744073709551615,\"d\": 12}";
        assert_eq!(clamp_integers(text), clamped);
    }

    #[test]
    fn a_document_is_changed_only_as_asked() {
        let text = "openapi: 3.1.0\nsecurity: [{ key: [] }]\npaths: { /a: { get: { security: [] } } }";
        let value = |settings| read("a.yaml", text, settings).map(|source| source.value).expect("a document");
        assert_eq!(value(Settings::default())["openapi"], "3.1.0");
        assert!(value(Settings::default()).get("security").is_some());
        let settings = Settings { ignore_security: true, assume_3_0: true, ..Settings::default() };
        assert_eq!(value(settings), json!({ "openapi": "3.0.3", "paths": { "/a": { "get": {} } } }));
    }
}
