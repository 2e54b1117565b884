//! What makes two lines the same, and what makes them differ.

use ring::hmac::{HMAC_SHA256, Key, sign};
use serde_json::{Map, Value};

use crate::json;
use crate::table::{Command, Kind};

/// The size from which a secret cannot be guessed from its HMAC by the owner of the key.
const LONG: usize = 32;

/// Of requests, under the key of a journal.
pub(super) struct Identities {
    command: &'static Command,
    key: Key,
}

impl Identities {
    pub(super) fn new(command: &'static Command, key: &[u8]) -> Self {
        Self { command, key: Key::new(HMAC_SHA256, key) }
    }

    /// The arguments of the link, as a JSON list; without a link, of the whole request.
    pub(super) fn id(&self, parameters: &[Option<Value>], body: Option<&Value>) -> String {
        let Some(link) = &self.command.link else {
            return super::record::hex(&self.content(parameters, body));
        };
        // Without a short one, two lines would be the same.
        let hide = &mut |text: &str| Value::from(super::record::hex(&self.sign(text)));
        let mut id = Vec::new();
        for index in link.parameters {
            id.push(self.parameter(*index, parameters, hide));
        }
        for field in link.fields {
            let mut value = body.and_then(|body| body.pointer(field)).cloned().unwrap_or_default();
            json::replace(&mut value, field, self.secrets(), hide);
            id.push(value);
        }
        Value::Array(id).to_string()
    }

    /// The HMAC of a request without its short secrets.
    pub(super) fn content(&self, parameters: &[Option<Value>], body: Option<&Value>) -> [u8; 32] {
        let shorten = &mut |text: &str| if text.len() < LONG { Value::Null } else { text.into() };
        let parameters: Vec<Value> =
            (0..parameters.len()).map(|index| self.parameter(index, parameters, shorten)).collect();
        let mut body = body.cloned().unwrap_or_default();
        json::replace(&mut body, "", self.secrets(), shorten);
        let text = zeroize::Zeroizing::new(sorted(&Value::Array(vec![Value::Array(parameters), body])).to_string());
        self.sign(&text)
    }

    /// A parameter, with its secrets replaced.
    fn parameter(&self, index: usize, all: &[Option<Value>], with: &mut dyn FnMut(&str) -> Value) -> Value {
        let mut value = all[index].clone().unwrap_or_default();
        if self.command.parameters[index].kind == Kind::Secret {
            // One, or a list.
            json::replace(&mut value, "", &["", "/*"], with);
        }
        value
    }

    fn secrets(&self) -> &'static [&'static str] {
        self.command.body.as_ref().map(|body| body.secrets).unwrap_or_default()
    }

    fn sign(&self, text: &str) -> [u8; 32] {
        let mut signed = [0; 32];
        signed.copy_from_slice(sign(&self.key, text.as_bytes()).as_ref());
        signed
    }
}

/// The same value whatever the order of its members.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            Value::Object(names.into_iter().map(|name| (name.clone(), sorted(&members[name]))).collect::<Map<_, _>>())
        }
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::table::{Body, Content, Link, Opt};

    const fn parameter(kind: Kind, is_list: bool) -> Opt {
        Opt {
            name: "key",
            place: "query",
            wire: "key",
            kind,
            is_list,
            required: false,
            nullable: false,
            help: "",
            values: &[],
            default: "",
        }
    }

    static COMMAND: Command = Command {
        id: "create",
        words: &["create"],
        about: "",
        details: "",
        deprecated: false,
        method: "POST",
        path: "/",
        parameters: &[parameter(Kind::Text, false), parameter(Kind::Secret, false), parameter(Kind::Secret, true)],
        body: Some(Body {
            required: true,
            media_type: "application/json",
            about: "",
            content: Content::Json,
            fields: &[],
            tag: "",
            variants: &[],
            secrets: &["/pin"],
        }),
        link: Some(Link { parameters: &[0, 1, 2], fields: &["/name", "/pin"] }),
        prepare: |_| None,
    };

    #[test]
    fn an_identity_shows_no_secret_and_tells_secrets_apart() {
        let identities = Identities::new(&COMMAND, &[7; 32]);
        let id = |pin: &str, one: &str, item: &str| {
            let parameters = [Some(json!("42")), Some(json!(one)), Some(json!([item, "z"]))];
            identities.id(&parameters, Some(&json!({ "name": "a", "pin": pin })))
        };
        let ids = [id("1234", "s", "t"), id("1235", "s", "t"), id("1234", "S", "t"), id("1234", "s", "T")];
        for (index, id) in ids.iter().enumerate() {
            assert!(id.starts_with("[\"42\",") && id.contains("\"a\""), "{id}");
            assert!(["\"s\"", "\"t\"", "\"1234\""].iter().all(|secret| !id.contains(secret)), "{id}");
            assert!(!ids[..index].contains(id), "{id}");
        }
    }

    #[test]
    fn short_secrets_do_not_count_in_the_content() {
        let identities = Identities::new(&COMMAND, &[7; 32]);
        let content = |item: &str| identities.content(&[None, None, Some(json!([item]))], None);
        assert_eq!(content("short"), content("other"));
        assert_ne!(content(&"a".repeat(32)), content(&"b".repeat(32)));
    }
}
