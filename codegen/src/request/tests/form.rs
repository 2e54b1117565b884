//! The form of a request: the object, its fields, and what is said of mistakes.

use super::{assert_messages, messages_and_calls, order};

#[test]
fn the_object_has_to_be_one() {
    const NOT_AN_OBJECT: &str = "expected a JSON object: write `order!({ \"kind\": \"…\", … })`, \
                                 or use `OrderDraft` for JSON that is known only at run time";
    assert_messages(&[
        ("", "expected a JSON object: write `order!({ \"kind\": \"…\", … })`"),
        ("\"kind\": \"plain\"", "missing braces around the fields: write `order!({ … })`"),
        ("kind: \"plain\"", "missing braces around the fields: write `order!({ … })`"),
        ("\"x\"", NOT_AN_OBJECT),
        ("[]", NOT_AN_OBJECT),
        ("value", NOT_AN_OBJECT),
        ("{ \"kind\": \"empty\" }, 1", "unexpected token after the object: remove it"),
        ("{ \"kind\": \"empty\" } {}", "unexpected token after the object: remove it"),
    ]);
    assert!(order("{ \"kind\": \"empty\", },").is_ok());
}

#[test]
fn the_form_of_the_fields() {
    const NOT_A_KEY: &str = "expected a quoted field name: write `\"name\": value`";
    assert_messages(&[
        (r#"{ "kind": "plain" "name": "x" }"#, "expected `,` between fields: add one before `\"name\"`"),
        (r#"{ "name": f(x) "kind": "plain" }"#, "expected `,` between fields: add one before `\"kind\"`"),
        (r#"{ "kind": "plain"; "name": "x" }"#, "expected `,` between fields, found `;`"),
        (r#"{ "kind": "plain",, "name": "x" }"#, "expected a field, found `,`: remove it"),
        (r#"{ , "kind": "empty" }"#, "expected a field, found `,`: remove it"),
        (r#"{ "kind" "empty" }"#, "expected `:` between `kind` and its value: write `\"kind\": …`"),
        (r#"{ "kind" = "empty" }"#, "expected `:`, found `=`: write `\"kind\": …`"),
        (r#"{ "kind" => "empty" }"#, "expected `:`, found `=>`: write `\"kind\": …`"),
        (r#"{ kind: "empty" }"#, "field names must be quoted: write `\"kind\"`"),
        (r#"{ "kind": "plain", "name": }"#, "missing value of `name`: write `\"name\": …`"),
        (r#"{ "kind": "plain", "name" }"#, "missing value of `name`: write `\"name\": …`"),
        (r#"{ "kind": "plain", name }"#, "missing value of `name`: write `\"name\": name`"),
        (r#"{ "kind": , "name": "x" }"#, "missing value of `kind`: write `\"kind\": …`"),
        (r#"{ "kind": "plain", 'n': "x" }"#, "strings must be in double quotes: write `\"n\"`"),
        (r#"{ "kind": "plain", 1: "x" }"#, NOT_A_KEY),
        (r#"{ "kind": "plain", keys::NAME: "x" }"#, NOT_A_KEY),
        (r#"{ "kind": "plain", cn-name: "x" }"#, NOT_A_KEY),
        (r#"{ "kind": "plain", (key): "x" }"#, NOT_A_KEY),
        (r#"{ "kind": "plain", ..order }"#, NOT_A_KEY),
        (r#"{ { "kind": "plain" } }"#, NOT_A_KEY),
    ]);
}

#[test]
fn a_key_in_the_wrong_form_is_not_shown_either() {
    for key in ["[KEY]", "KEY", "(KEY)"] {
        let key = key.replace("KEY", "\"-----BEGIN PRIVATE KEY-----\\nc2VjcmV0c2VjcmV0c2VjcmV0\"");
        for field in ["name", "pem", "cn_name", "what"] {
            let object = format!("{{ \"kind\": \"sealed\", \"{field}\": {key} }}");
            let messages = order(&object).unwrap_err();
            assert!(messages.iter().all(|message| !message.contains("c2Vj")), "{messages:?}");
        }
    }
}

#[test]
fn every_mistake_is_reported_at_once() {
    let found = messages_and_calls(
        r#"{ kind: "sealed", "name": "", "cn_name": 42, "cn_name": null, "title": "t", "what": 1, "domains" = [] "x": 1 }"#,
    );
    assert_eq!(found.len(), 11, "{found:#?}");
}

#[test]
fn without_a_variant_only_what_no_variant_has_is_wrong() {
    let messages = order(r#"{ "kind": "other", "cn_name": null, "pem": null, "title": 1, "size": 1, "size": 2 }"#);
    let messages = messages.unwrap_err();
    let expected = [
        "unknown `kind` `other`",
        "`pem` is required and cannot be null",
        "expected a string for `title`, found a number",
        "`size` is given more than once",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for (message, expected) in messages.iter().zip(expected) {
        assert!(message.starts_with(expected), "{message}");
    }
}
