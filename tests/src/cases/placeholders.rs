//! Placeholders for values that are known only when a case is played.

use std::collections::BTreeMap;

use ring::rand::{SecureRandom, SystemRandom};
use serde_json::{Map, Value};

use super::model::{Answer, Body, Call, Case, Exchange, HttpAnswer, Request, Seen, Sight, Then};
use crate::document::encode_segment;
use openscaler_reference_server::certificates::Recipe;

/// The values of placeholders, by name.
///
/// | placeholder | value |
/// |---|---|
/// | `token`, `other_token` | the client's token, and one that the server does not know |
/// | `bundle`, `chain` | a certificate with its key; one with two authorities above it |
/// | `bundle_crlf` | `bundle`, its lines ended as on Windows |
/// | `certificate` | a certificate without its key |
/// | `version` | the client's version |
/// | `lb_id` | the load balancer: `42`, or the one that a live run was given |
/// | `run` | what makes the names of one live run different from those of another; `0` in the suite |
/// | `domain`, `email` | a domain and an address: those of `example.com`, or what a live run was given |
/// | `redacted` | what a recording left out |
/// | `open` | two opening braces |
#[derive(Clone)]
pub struct Placeholders(BTreeMap<String, String>);

/// An unknown placeholder.
#[derive(Debug, thiserror::Error)]
#[error("unknown placeholder `{{{{{name}}}}}`: expected one of {known}")]
pub struct UnknownPlaceholder {
    name: String,
    known: String,
}

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

impl Placeholders {
    /// New values, as the suite plays cases with; keys and tokens are made on the spot.
    ///
    /// # Panics
    ///
    /// When the system has no random numbers.
    #[must_use]
    pub fn new() -> Self {
        let recipe = Recipe::new(["example.com", "www.example.com"]);
        let bundle = recipe.make().expect("a bundle");
        let chain = recipe.clone().chain().make().expect("a chain");
        let values = [
            ("token", random()),
            ("other_token", random()),
            ("bundle", bundle.to_pem()),
            ("bundle_crlf", bundle.to_pem().replace('\n', "\r\n")),
            ("chain", chain.to_pem()),
            ("certificate", bundle.certificates()),
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("lb_id", "42".to_owned()),
            ("run", "0".to_owned()),
            ("domain", "example.com".to_owned()),
            ("email", "admin@example.com".to_owned()),
            ("redacted", "redacted".to_owned()),
            ("open", OPEN.to_owned()),
        ];
        Self(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The same with another value for `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// The value of `name`; empty if there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }

    /// A case with its placeholders replaced by values.
    ///
    /// # Errors
    ///
    /// When it has a placeholder that there is none of.
    pub fn fill(&self, case: &Case) -> Result<Case, UnknownPlaceholder> {
        Ok(Case {
            name: case.name.clone(),
            live: case.live,
            call: self.call(&case.call)?,
            then: self.then(&case.then)?,
        })
    }

    fn call(&self, call: &Call) -> Result<Call, UnknownPlaceholder> {
        Ok(Call {
            operation: call.operation.clone(),
            token: call.token.as_ref().map(|token| self.text(token)).transpose()?,
            parameters: self.texts(&call.parameters)?,
            body: call.body.as_ref().map(|body| self.body(body)).transpose()?,
        })
    }

    fn then(&self, then: &Then) -> Result<Then, UnknownPlaceholder> {
        let Then::Sent(exchange) = then else { return Ok(then.clone()) };
        let Exchange { sends, answers, sees } = exchange.as_ref();
        let sends = Request {
            method: sends.method.clone(),
            // In a path it is a segment, as a load balancer's id is.
            path: self.fill_with(&sends.path, encode_segment)?,
            headers: self.texts(&sends.headers)?,
            body: self.json_text(&sends.body)?,
        };
        let answers = answers.iter().map(|answer| self.answer(answer)).collect::<Result<_, _>>()?;
        let what = match &sees.what {
            Sight::Value(value) => Sight::Value(self.object(value)?),
            Sight::Error { outcome, error, message, request_id } => {
                let text = |text: &Option<String>| text.as_ref().map(|text| self.text(text)).transpose();
                let (error, message, request_id) = (text(error)?, text(message)?, text(request_id)?);
                Sight::Error { outcome: *outcome, error, message, request_id }
            }
        };
        Ok(Then::Sent(Box::new(Exchange { sends, answers, sees: Seen { status: sees.status, what } })))
    }

    fn answer(&self, answer: &Answer) -> Result<Answer, UnknownPlaceholder> {
        let Answer::Http(HttpAnswer { status, headers, body, departs }) = answer else { return Ok(answer.clone()) };
        let (headers, body) = (self.texts(headers)?, self.body(body)?);
        Ok(Answer::Http(HttpAnswer { status: *status, headers, body, departs: departs.clone() }))
    }

    fn body(&self, body: &Body) -> Result<Body, UnknownPlaceholder> {
        match body {
            Body::Text(text) => self.json_text(text).map(Body::Text),
            Body::Json(object) => self.object(object).map(Body::Json),
        }
    }

    fn object(&self, object: &Map<String, Value>) -> Result<Map<String, Value>, UnknownPlaceholder> {
        object.iter().map(|(name, value)| Ok((name.clone(), self.value(value)?))).collect()
    }

    fn value(&self, value: &Value) -> Result<Value, UnknownPlaceholder> {
        Ok(match value {
            Value::String(text) => Value::String(self.text(text)?),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect::<Result<_, _>>()?,
            Value::Object(object) => Value::Object(self.object(object)?),
            other => other.clone(),
        })
    }

    fn texts(&self, texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, UnknownPlaceholder> {
        texts.iter().map(|(name, text)| Ok((name.clone(), self.text(text)?))).collect()
    }

    fn text(&self, text: &str) -> Result<String, UnknownPlaceholder> {
        self.fill_with(text, str::to_owned)
    }

    /// A JSON text: values are escaped, and inserted between the existing quotes.
    fn json_text(&self, text: &str) -> Result<String, UnknownPlaceholder> {
        self.fill_with(text, |value| {
            let quoted = Value::from(value).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        })
    }

    fn fill_with(&self, mut text: &str, write: impl Fn(&str) -> String) -> Result<String, UnknownPlaceholder> {
        let mut filled = String::new();
        while let Some(open) = text.find(OPEN) {
            let after = &text[open + OPEN.len()..];
            let name = after.find(CLOSE).map(|close| &after[..close]).filter(|name| is_name(name));
            filled += &text[..open];
            match name {
                Some(name) => {
                    filled += &write(self.0.get(name).ok_or_else(|| self.unknown(name))?);
                    text = &after[name.len() + CLOSE.len()..];
                }
                // Two braces and no name are text like any other.
                None => {
                    filled += OPEN;
                    text = after;
                }
            }
        }
        Ok(filled + text)
    }

    fn unknown(&self, name: &str) -> UnknownPlaceholder {
        let known: Vec<_> = self.0.keys().map(|name| format!("`{name}`")).collect();
        UnknownPlaceholder { name: name.to_owned(), known: known.join(", ") }
    }
}

impl Default for Placeholders {
    fn default() -> Self {
        Self::new()
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// 128 bits, as a token.
fn random() -> String {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).expect("random numbers");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_escaped_in_json_and_not_elsewhere() {
        let values = Placeholders(BTreeMap::from([("a".to_owned(), "1\r\n\"2".to_owned())]));
        assert_eq!(values.text("<{{a}}>").expect("known"), "<1\r\n\"2>");
        assert_eq!(values.json_text(r#"{"x":"{{a}}"}"#).expect("known"), r#"{"x":"1\r\n\"2"}"#);
    }

    #[test]
    fn only_a_name_in_braces_is_a_placeholder() {
        let values = Placeholders(BTreeMap::from([("open".to_owned(), "{{".to_owned())]));
        for text in ["{{", "}}", "{{}}", "{{ a }}", "{{A}}", r#"{"a":{"b":{}}}"#, "{{a"] {
            assert_eq!(values.text(text).expect("no placeholder"), text);
        }
        assert_eq!(values.text("{{open}}a}}").expect("known"), "{{a}}");
        let error = values.text("{{b}}").expect_err("unknown");
        assert_eq!(error.to_string(), "unknown placeholder `{{b}}`: expected one of `open`");
    }
}
