//! What an answer says of its failure, for a person to read: its own words, without what it may have echoed.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use super::cause::one_line;

/// The longest message, and the longest request id, in bytes.
const LENGTH: usize = 500;
const ID_LENGTH: usize = 200;

/// Where servers put a text for people, in the order in which they are believed.
const TEXTS: [&str; 6] = ["message", "detail", "error_description", "title", "reason", "msg"];
/// Where they put an object that has it.
const NESTED: [&str; 2] = ["error", "errors"];
/// Where they put the name under which their own log knows a request.
const ID_HEADERS: [&str; 5] = ["x-request-id", "request-id", "x-correlation-id", "x-trace-id", "traceparent"];
const ID_KEYS: [&str; 2] = ["request_id", "requestId"];

/// A run of this many characters of Base64 is taken for a part of a key.
const KEY_LIKE: usize = 40;

/// The message of a JSON body; the status in words if it has none. `secret` does not appear in it.
pub(super) fn message(status: StatusCode, body: &[u8], secret: &str) -> String {
    let text = serde_json::from_slice::<Value>(body).ok().as_ref().and_then(text_of).map(|text| clean(text, secret));
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| status.canonical_reason().unwrap_or("no message").to_owned())
}

/// The id under which the server knows the request.
pub(super) fn request_id(headers: &HeaderMap, body: &[u8], secret: &str) -> Option<String> {
    let header = ID_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok().map(str::to_owned));
    let id = header.or_else(|| {
        let body: Value = serde_json::from_slice(body).ok()?;
        let places = [Some(&body), body.get("error")];
        let id = places.into_iter().flatten().find_map(|place| ID_KEYS.iter().find_map(|key| place.get(key)?.as_str()));
        id.map(str::to_owned)
    })?;
    let is_id = !id.is_empty() && id.len() <= ID_LENGTH && id.bytes().all(|byte| byte.is_ascii_graphic());
    (is_id && (secret.is_empty() || !id.contains(secret))).then_some(id)
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        Value::Array(items) => items.first().and_then(text_of),
        Value::Object(members) => {
            let text =
                TEXTS.iter().find_map(|key| members.get(*key).filter(|value| value.is_string()).and_then(text_of));
            text.or_else(|| NESTED.iter().find_map(|key| members.get(*key).and_then(text_of)))
        }
        _ => None,
    }
}

/// `text` without PEM blocks, without anything else that looks like a key, and without `secret`.
fn clean(text: &str, secret: &str) -> String {
    let mut text = without_pem(text);
    if !secret.is_empty() {
        text = text.replace(secret, "[token]");
    }
    one_line(&without_key_like(&text), LENGTH)
}

fn without_pem(mut text: &str) -> String {
    let mut kept = String::new();
    while let Some(begin) = text.find("-----BEGIN") {
        kept.push_str(&text[..begin]);
        kept.push_str("[PEM]");
        let block = &text[begin + "-----BEGIN".len()..];
        // A block that was cut off reaches to the end.
        let after = block.find("-----END").map(|end| &block[end + "-----END".len()..]).unwrap_or_default();
        text = after.find("-----").map(|dashes| &after[dashes + "-----".len()..]).unwrap_or_default();
    }
    kept + text
}

fn without_key_like(text: &str) -> String {
    let is_base64 = |character: char| character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '=');
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_base64) {
        let run = &rest[start..];
        let run = &run[..run.find(|character| !is_base64(character)).unwrap_or(run.len())];
        kept.push_str(&rest[..start]);
        kept.push_str(if run.len() < KEY_LIKE { run } else { "[…]" });
        rest = &rest[start + run.len()..];
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> String {
        message(StatusCode::UNPROCESSABLE_ENTITY, body.as_bytes(), "s3cret")
    }

    #[test]
    fn the_usual_keys() {
        for body in [
            r#"{"error": {"code": "x", "message": "no"}}"#,
            r#"{"message": "no", "error": "Unprocessable"}"#,
            r#"{"type": "about:blank", "title": "bad", "detail": "no"}"#,
            r#"{"error": "invalid_request", "error_description": "no"}"#,
            r#"{"error": "no"}"#,
            r#"{"errors": [{"message": "no"}, {"message": "neither"}]}"#,
            r#""no""#,
            r#"{"message": "\r\n no\u0000"}"#,
        ] {
            assert_eq!(of(body), "no", "{body}");
        }
    }

    #[test]
    fn without_a_message_the_status_speaks() {
        for body in ["", "<html>", "{", "{}", "[]", "null", r#"{"message": ""}"#, r#"{"message": 3}"#] {
            assert_eq!(of(body), "Unprocessable Entity", "{body}");
        }
        assert_eq!(message(StatusCode::from_u16(599).expect("a status"), b"", ""), "no message");
    }

    #[test]
    fn echoes_are_dropped() {
        let line = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg";
        for (body, expected) in [
            (
                format!("bad -----BEGIN PRIVATE KEY-----\\n{line}\\nab==\\n-----END PRIVATE KEY-----\\n here"),
                "bad [PEM] here",
            ),
            (format!("bad -----BEGIN PRIVATE KEY-----\\n{line}\\nab=="), "bad [PEM]"),
            (
                "bad -----BEGIN A----- x -----END A----------BEGIN B----- y -----END B-----.".to_owned(),
                "bad [PEM][PEM].",
            ),
            (format!("unexpected {line} at line 3"), "unexpected […] at line 3"),
            ("token s3cret is wrong".to_owned(), "token [token] is wrong"),
        ] {
            assert_eq!(of(&format!(r#"{{"message": "{body}"}}"#)), expected);
        }
        assert!(of(&format!(r#"{{"message": "{}"}}"#, "long ".repeat(1000))).len() <= LENGTH + 3);
    }

    #[test]
    fn ids() {
        let mut headers = HeaderMap::new();
        assert_eq!(request_id(&headers, br#"{"error": {"request_id": "b"}}"#, ""), Some("b".to_owned()));
        headers.insert("x-request-id", "a".parse().expect("a header"));
        assert_eq!(request_id(&headers, br#"{"request_id": "b"}"#, ""), Some("a".to_owned()));
        assert_eq!(request_id(&headers, b"", "a"), None);
        headers.insert("x-request-id", "a b".parse().expect("a header"));
        assert_eq!(request_id(&headers, b"", ""), None);
    }
}
