//! Redacts secrets in recordings: those that the document declares, and anything that looks like one.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value;

use crate::document::Document;

/// A run of this many characters of Base64 is taken for a part of a key.
const KEY_LIKE: usize = 40;

const REDACTED: &str = "{{redacted}}";

/// What must not be written down.
#[derive(Clone)]
pub struct Secrets {
    token: String,
    /// The names of properties whose values are secrets.
    properties: BTreeSet<String>,
}

impl Secrets {
    /// `token`, and what the document says.
    #[must_use]
    pub fn new(token: impl Into<String>, document: &Document) -> Self {
        Self { token: token.into(), properties: document.secret_properties() }
    }

    /// Whether this is the token.
    pub(super) fn is_token(&self, text: &str) -> bool {
        text == self.token
    }

    /// A body with placeholders for its secrets; every other byte of it stays.
    #[must_use]
    pub fn without_secrets(&self, body: &str) -> String {
        // serde_json bounds how deep it goes, and so what is done below.
        if serde_json::from_str::<Value>(body).is_err() {
            return self.without_key_like(body);
        }
        let mut scan = Scan { json: body, at: 0, secrets: self, found: Vec::new() };
        scan.value(false);
        let mut written = String::new();
        let mut end = 0;
        for (range, replacement) in scan.found {
            written += &open_braces(&body[end..range.start]);
            written += &replacement;
            end = range.end;
        }
        written + &open_braces(&body[end..])
    }

    /// A text without the token, without PEM blocks and without anything else that looks like a part of a key.
    #[must_use]
    pub fn without_key_like(&self, text: &str) -> String {
        let text = self.without_token(text);
        let mut kept = String::new();
        let mut rest = text.as_str();
        while let Some(begin) = rest.find("-----BEGIN") {
            kept += &without_runs(&rest[..begin]);
            kept += REDACTED;
            let block = &rest[begin + "-----BEGIN".len()..];
            // One that was cut off reaches to the end.
            let after = block.find("-----END").map(|end| &block[end + "-----END".len()..]).unwrap_or_default();
            rest = after.find("-----").map(|dashes| &after[dashes + "-----".len()..]).unwrap_or_default();
        }
        kept + &without_runs(rest)
    }

    /// A text without the token.
    pub(super) fn without_token(&self, text: &str) -> String {
        let text = open_braces(text);
        if self.token.is_empty() { text } else { text.replace(&self.token, "{{token}}") }
    }
}

/// Two braces would be read as the beginning of a placeholder.
fn open_braces(text: &str) -> String {
    text.replace("{{", "{{open}}")
}

fn without_runs(text: &str) -> String {
    let is_base64 = |character: char| character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '=');
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_base64) {
        let run = &rest[start..];
        let run = &run[..run.find(|character| !is_base64(character)).unwrap_or(run.len())];
        kept += &rest[..start];
        kept += if run.len() < KEY_LIKE { run } else { REDACTED };
        rest = &rest[start + run.len()..];
    }
    kept + rest
}

/// The placeholder for a secret: what is like it enough for a case to mean the same.
fn placeholder(secret: &Value) -> &'static str {
    let Some(text) = secret.as_str() else { return REDACTED };
    let certificates = text.matches("-----BEGIN CERTIFICATE-----").count();
    match (certificates, text.contains("PRIVATE KEY-----"), text.contains('\r')) {
        (0, ..) => REDACTED,
        (_, false, _) => "{{certificate}}",
        (1, true, true) => "{{bundle_crlf}}",
        (1, true, false) => "{{bundle}}",
        _ => "{{chain}}",
    }
}

/// Goes once over JSON that is known to be JSON.
struct Scan<'a> {
    json: &'a str,
    at: usize,
    secrets: &'a Secrets,
    /// What is to be replaced, and by what.
    found: Vec<(Range<usize>, String)>,
}

impl Scan<'_> {
    fn value(&mut self, is_secret: bool) {
        self.blanks();
        let (start, known) = (self.at, self.found.len());
        match self.peek() {
            b'{' | b'[' => self.members(),
            b'"' => self.string(),
            _ => self.at += self.rest().find([',', '}', ']', ' ', '\t', '\r', '\n']).unwrap_or(self.rest().len()),
        }
        let value = start..self.at;
        if is_secret && !matches!(&self.json[value.clone()], "null" | "true" | "false") {
            let secret = serde_json::from_str(&self.json[value.clone()]).unwrap_or_default();
            // What was found inside goes with the whole.
            self.found.truncate(known);
            self.found.push((value, format!("\"{}\"", placeholder(&secret))));
        }
        self.blanks();
    }

    /// An object or a list, whose members differ in whether they have names.
    fn members(&mut self) {
        self.at += 1;
        self.blanks();
        while !matches!(self.peek(), b'}' | b']') {
            let start = self.at;
            self.value(false);
            if self.peek() == b':' {
                let name: String = serde_json::from_str(self.json[start..self.at].trim_end()).unwrap_or_default();
                self.at += 1;
                self.value(self.secrets.properties.contains(&name));
            }
            if self.peek() == b',' {
                self.at += 1;
                self.blanks();
            }
        }
        self.at += 1;
    }

    /// A string, or a name; what is in it is judged as it is meant, whichever way it is written.
    fn string(&mut self) {
        let start = self.at;
        self.at += 1;
        while self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        let text: String = serde_json::from_str(&self.json[start..self.at]).unwrap_or_default();
        let kept = self.secrets.without_key_like(&text);
        if kept != text {
            self.found.push((start..self.at, Value::from(kept).to_string()));
        }
    }

    fn blanks(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// The next byte; zero at the end, which JSON does not have.
    fn peek(&self) -> u8 {
        self.json.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    fn rest(&self) -> &str {
        self.json.get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openscaler_reference_server::certificates::Recipe;

    fn secrets() -> Secrets {
        Secrets::new("s3cret-token", &Document::of_repository())
    }

    #[test]
    fn a_property_that_the_document_calls_secret_is_replaced_whole() {
        let pem = Recipe::new(["example.com"]).make().expect("a bundle");
        for (value, placeholder) in [
            (pem.to_pem(), "{{bundle}}"),
            (pem.to_pem().replace('\n', "\r\n"), "{{bundle_crlf}}"),
            (pem.certificates(), "{{certificate}}"),
            ("short".to_owned(), "{{redacted}}"),
            ("\"}, {\\".to_owned(), "{{redacted}}"),
        ] {
            let body = format!("{{ \"name\":\"a\",\n\"cert_content\" : {} , \"x\": [1, -2.5e3]}}", Value::from(value));
            let expected = format!("{{ \"name\":\"a\",\n\"cert_content\" : \"{placeholder}\" , \"x\": [1, -2.5e3]}}");
            assert_eq!(secrets().without_secrets(&body), expected);
        }
        let deep = r#"{"a":[{"cert_content":{"b":["short",1]}}],"cert_content":null,"cert\u005fcontent":7}"#;
        let expected =
            r#"{"a":[{"cert_content":"{{redacted}}"}],"cert_content":null,"cert\u005fcontent":"{{redacted}}"}"#;
        assert_eq!(secrets().without_secrets(deep), expected);
    }

    #[test]
    fn what_looks_like_a_secret_is_replaced_anywhere() {
        let line = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg";
        for (body, expected) in [
            (r#"{"x":"s3cret-token"}"#.to_owned(), r#"{"x":"{{token}}"}"#),
            (r#"["Bearer s3cret\u002dtoken"]"#.to_owned(), r#"["Bearer {{token}}"]"#),
            (format!(r#"{{"{line}":1}}"#), r#"{"{{redacted}}":1}"#),
            (
                format!(r#"{{"x":"a\u002d----BEGIN B-----\n{line}\nab==\n-----END B-----\nc"}}"#),
                r#"{"x":"a{{redacted}}\nc"}"#,
            ),
            (format!("<p>-----BEGIN B-----\n{line}\nab=="), "<p>{{redacted}}"),
            (format!("<p>{line}</p> s3cret-token"), "<p>{{redacted}}</p> {{token}}"),
            ("{{name}} {".to_owned(), "{{open}}name}} {"),
            (r#"{"a":"{{name}}"}"#.to_owned(), r#"{"a":"{{open}}name}}"}"#),
            (String::new(), ""),
            ("7".to_owned(), "7"),
        ] {
            assert_eq!(secrets().without_secrets(&body), expected, "{body}");
        }
    }
}
