//! What a request in JSON's form becomes, and what is said of one that is wrong.

use super::{check, expand, union};

const UNION: &str = r#"
    [crate::types] Order order_builders "order" tag "kind"
    scalars {
        Name { format = "path-segment", min_length = 1 }
        Domain { format = "domain-name", max_length = 253 }
        Pem { format = "pem", secret }
        Port { integer, minimum = 1, maximum = 65535 }
        Share { number, minimum = 0, exclusive_minimum }
    }
    variants {
        "plain" plain_with { required "name": scalar Name, optional "cn_name": scalar Domain }
        "sealed" sealed_with { required "name": scalar Name, required "cn_name": scalar Domain, required "pem": scalar Pem }
        "full" full_with {
            required "title": string, optional "size": integer as i64, optional "ratio": number, optional "on": boolean,
            optional "domains": list(scalar Domain), required "note": nullable string, optional "memo": nullable string,
            optional "grid": list(list(integer)), optional "other": union Other, optional "extra": value,
            optional "port": scalar Port, optional "shares": list(scalar Share), optional "spare": nullable scalar Port,
            optional "tags": list(scalar Name, min_items = 2, max_items = 3, unique_items),
            optional "ranks": list(integer, max_items = 1, unique_items)
        }
        "empty" empty_with {}
    }
"#;

/// The expansion, or the messages.
fn order(object: &str) -> Result<String, Vec<String>> {
    let input: union::Input = syn::parse_str(&format!("{UNION} input {{ {object} }}")).unwrap();
    match check::check(&input) {
        Ok(request) => Ok(expand::expand(&input, &request).to_string()),
        Err(error) => Err(error.into_iter().map(|error| error.to_string()).collect()),
    }
}

/// Asserts the only message about each object.
fn assert_messages(cases: &[(&str, &str)]) {
    for (object, message) in cases {
        assert_eq!(order(object).unwrap_err(), [*message], "{object}");
    }
}

fn full(field: &str) -> String {
    format!("{{ \"kind\": \"full\", \"title\": \"t\", \"note\": null, {field} }}")
}

fn assert_messages_in_full(cases: &[(&str, &str)]) {
    for (field, message) in cases {
        assert_messages(&[(&full(field), message)]);
    }
}

#[test]
fn a_request_is_a_call_of_the_variants_constructor() {
    let expansion = order(r#"{ "cn_name": domain?, "kind": "plain", "name": "x" }"#).unwrap();
    let expected = "{ let value_of_cn_name : crate :: types :: Domain = domain ?; \
                    let value_of_name : crate :: types :: Name = \
                    :: core :: convert :: identity :: < crate :: types :: Name > ({ # [allow (long_running_const_eval)] \
                    const VALUE : crate :: types :: Name = crate :: types :: Name :: from_static (\"x\") ; VALUE }) ; \
                    crate :: types :: order_builders :: plain_with \
                    (value_of_name , :: core :: option :: Option :: Some (value_of_cn_name)) }";
    assert_eq!(expansion, expected);
    assert_eq!(order(r#"{ "kind": "empty" }"#).unwrap(), "{ crate :: types :: order_builders :: empty_with () }");
}

#[test]
fn every_kind_of_value_can_be_written() {
    for field in [
        r#""size": -42"#,
        r#""size": 0x10"#,
        r#""ratio": 4.2"#,
        r#""on": false"#,
        r#""domains": ["a.example", domain, pick::<A, B>(c)]"#,
        r#""domains": []"#,
        r#""memo": null"#,
        r#""memo": "x""#,
        r#""grid": [[1, 2], [], row]"#,
        r#""other": other"#,
        r#""extra": [1, 2]"#,
        r#""extra": "x""#,
        r#""extra": { let x = 1; x }"#,
        r#""extra": if a == b { c } else { d }"#,
        r#""extra": pick::<A, B>(|a, b| c),"#,
        r#""extra": <A as B<C, D>>::E"#,
        r#""extra": a < b, "on": a > b"#,
        r#""extra": &raw const x"#,
        r#""extra": 'a: loop { break 'a }"#,
        r#""extra": x as u8"#,
        r#""extra": async move { x }.await?"#,
        r#""port": 8080"#,
        r#""port": port"#,
        r#""port": Port::try_from(x)?"#,
        r#""shares": [1, 0.5, share]"#,
        r#""spare": null"#,
    ] {
        assert!(order(&full(field)).is_ok(), "{field}: {:?}", order(&full(field)));
    }
    let expansion = order(&full(r#""ratio": -2, "memo": "x", "size": 1"#)).unwrap();
    assert!(expansion.contains("let value_of_ratio = - 2.0 ;"), "{expansion}");
    assert!(expansion.contains("let value_of_size : i64 = 1 ;"), "{expansion}");
    assert!(expansion.contains("full_with (value_of_title , :: core :: option :: Option :: Some (value_of_size)"));
    assert!(!expansion.contains("value_of_note"), "{expansion}");
}

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
fn the_tag_has_to_be_one_of_its_values() {
    const VALUES: &str = "`\"plain\"`, `\"sealed\"`, `\"full\"` or `\"empty\"`";
    assert_messages(&[
        (r#"{ "name": "x" }"#, &format!("missing field `kind`: set it to {VALUES}")),
        ("{}", &format!("missing field `kind`: set it to {VALUES}")),
        (r#"{ "kind": null }"#, &format!("expected a string for `kind`, found null: write {VALUES}")),
        (r#"{ "kind": 1 }"#, &format!("expected a string for `kind`, found a number: write {VALUES}")),
        (r#"{ "kind": ["plain"] }"#, &format!("expected a string for `kind`, found a list: write {VALUES}")),
        (r#"{ "kind": "other" }"#, &format!("unknown `kind` `other`: expected {VALUES}")),
        (
            r#"{ "kind": "Plain" }"#,
            "unknown `kind` `Plain`: did you mean `plain`? (expected `plain`, `sealed`, `full` or `empty`)",
        ),
        (
            r#"{ "kind": kind }"#,
            &format!(
                "expected a string literal for `kind`, found an expression: write {VALUES}, \
                 or use `OrderDraft` if the value is known only at run time"
            ),
        ),
        (r#"{ "knid": "plain", "name": "x" }"#, "unknown field `knid` of `plain`: did you mean `kind`?"),
    ]);
}

#[test]
fn fields_are_those_of_the_variant() {
    assert_messages(&[
        (r#"{ "kind": "plain" }"#, "missing field `name` of `plain`: add `\"name\": …`"),
        (
            r#"{ "kind": "sealed", "name": "x" }"#,
            "missing fields `cn_name` and `pem` of `sealed`: add `\"cn_name\": …, \"pem\": …`",
        ),
        (
            r#"{ "kind": "plain", "name": "x", "pem": 42 }"#,
            "`pem` is not a field of `plain` (only of `sealed`): remove it",
        ),
        (
            r#"{ "kind": "full", "title": "x", "note": null, "cn_name": null }"#,
            "`cn_name` is not a field of `full` (only of `plain` and `sealed`): remove it",
        ),
        (
            r#"{ "kind": "plain", "name": "x", "common_name": "y" }"#,
            "unknown field `common_name` of `plain`: did you mean `cn_name`? (expected `name` or `cn_name`)",
        ),
        (
            r#"{ "kind": "plain", "nmae": "x" }"#,
            "unknown field `nmae` of `plain`: did you mean `name`? (expected `name` or `cn_name`)",
        ),
        (
            r#"{ "kind": "plain", "name": "x", "validity": 1 }"#,
            "unknown field `validity` of `plain`: expected `name` or `cn_name`",
        ),
        (r#"{ "kind": "empty", "": 1 }"#, "unknown field `\"\"` of `empty`: remove it"),
        (r#"{ "kind": "empty", "validity": 1 }"#, "unknown field `validity` of `empty`: remove it"),
        (r#"{ "kind": "plain", "name": "x", "name": "y" }"#, "`name` is given more than once: remove one"),
        (r#"{ "kind": "plain", "name": "x", "kind": "full" }"#, "`kind` is given more than once: remove one"),
    ]);
}

#[test]
fn null_stands_only_where_it_is_allowed() {
    assert_messages(&[
        (r#"{ "kind": "plain", "name": null }"#, "`name` is required and cannot be null: write a value"),
        (r#"{ "kind": "plain", "name": None }"#, "`name` is required and cannot be null: write a value"),
        (r#"{ "kind": "plain", "name": "x", "cn_name": null }"#, "`cn_name` cannot be null: omit it instead"),
    ]);
    assert_messages_in_full(&[
        (r#""memo": None"#, "expected JSON for `memo`, found `None`: write `null`"),
        (r#""memo": Some(x)"#, "expected JSON for `memo`, found `Some(…)`: write the value without `Some`"),
        (r#""domains": [null]"#, "an item of `domains` cannot be null: remove it"),
    ]);
}

#[test]
fn literals_are_of_the_fields_type() {
    assert_messages_in_full(&[
        (r#""size": "42""#, "expected an integer for `size`, found a string: write `42`"),
        (r#""size": 4.2"#, "expected an integer for `size`, found a floating-point number: write `42`"),
        (r#""ratio": "-4.2""#, "expected a number for `ratio`, found a string: write `-4.2`"),
        (r#""on": "true""#, "expected a boolean for `on`, found a string: write `true`"),
        (r#""on": 0"#, "expected a boolean for `on`, found a number: write `true` or `false`"),
        (r#""memo": -4.2"#, "expected a string for `memo`, found a number: write `\"-4.2\"`"),
        (r#""memo": true"#, "expected a string for `memo`, found a boolean: write `\"true\"`"),
        (r#""memo": ["x"]"#, "expected a string for `memo`, found a list: write `\"x\"`"),
        (r#""memo": {}"#, "expected a string for `memo`, found an object: write `\"…\"`"),
        (r#""memo": 'x'"#, "strings must be in double quotes: write `\"x\"`"),
        (r#""memo": b"x""#, "expected a string for `memo`, found bytes: write `\"…\"` without a prefix"),
        (r#""domains": "a.example""#, "expected a list for `domains`, found a string: write `[\"a.example\"]`"),
        (r#""domains": [42]"#, "expected a string for an item of `domains`, found a number: write `\"42\"`"),
        (r#""domains": ["a.example",,"b.example"]"#, "expected an item, found `,`: remove it"),
        (
            r#""other": { "kind": "a" }"#,
            "expected a value of type `Other` for `other`, found an object: write an expression of that type",
        ),
        (
            r#""extra": { "a": 1 }"#,
            "expected an expression for `extra`, found an object: write an expression of the field's type",
        ),
        (
            r#""memo": my cert"#,
            "expected `,` between these values, or double quotes around them if they are a single string",
        ),
    ]);
}

#[test]
fn strings_keep_the_rules_of_their_type() {
    assert_messages(&[
        (
            r#"{ "kind": "plain", "name": "" }"#,
            "the empty string is not a valid `Name`: expected at least 1 character, found 0",
        ),
        (
            r#"{ "kind": "plain", "name": format!("{x}") }"#,
            "expected a string literal, but the result of `format!` is not known yet: \
             to check it at run time, write `Name::try_from(format!(…))?`",
        ),
    ]);
    let messages =
        order(r#"{ "kind": "sealed", "name": "x", "cn_name": "a b", "pem": "-----BEGIN PRIVATE KEY-----\nc2VjcmV0" }"#)
            .unwrap_err();
    assert_eq!(messages[0], "`a b` is not a valid `Domain`: a domain name cannot contain spaces (character 2)");
    assert!(messages[1].starts_with("a private key must not be part of the program"), "{messages:?}");
    assert!(!messages[1].contains("c2VjcmV0"), "{messages:?}");
}

#[test]
fn numbers_keep_the_rules_of_their_type() {
    assert_messages_in_full(&[
        (r#""port": 0"#, "`0` is not a valid `Port`: expected at least 1"),
        (r#""port": -1"#, "`-1` is not a valid `Port`: expected at least 1"),
        (r#""port": 80.5"#, "expected an integer for `port`, found a floating-point number: write `42`"),
        (r#""port": "8080""#, "expected an integer for `port`, found a string: write `8080`"),
        (r#""port": null"#, "`port` cannot be null: omit it instead"),
        (r#""port": true"#, "expected an integer for `port`, found a boolean: write `42`"),
        (r#""port": [80]"#, "expected an integer for `port`, found a list: write `42`"),
        (r#""shares": [1, 0]"#, "`0` is not a valid `Share`: expected more than 0"),
        (r#""shares": ["0.5"]"#, "expected a number for an item of `shares`, found a string: write `0.5`"),
    ]);
    let expansion = order(&full(r#""port": 8080, "shares": [1]"#)).unwrap();
    assert!(expansion.contains("let value_of_port : crate :: types :: Port ="), "{expansion}");
    assert!(expansion.contains("crate :: types :: Port :: from_static (8080)"), "{expansion}");
    assert!(expansion.contains("crate :: types :: Share :: from_static (1.0)"), "{expansion}");
}

#[test]
fn lists_keep_their_rules() {
    assert_messages_in_full(&[
        (r#""tags": ["a"]"#, "expected at least 2 items in `tags`, found 1"),
        (r#""tags": []"#, "expected at least 2 items in `tags`, found none"),
        (r#""tags": ["a", "b", tag, "d"]"#, "expected at most 3 items in `tags`, found 4"),
        (r#""tags": ["a", "b", "a"]"#, "duplicate item in `tags`: remove it"),
        (r#""ranks": [1, 2]"#, "expected at most 1 item in `ranks`, found 2"),
    ]);
    let messages = order(&full(r#""ranks": [1, 0x1]"#)).unwrap_err();
    assert_eq!(messages.len(), 2, "{messages:#?}");
    for field in [r#""tags": ["a", "b"]"#, r#""tags": [tag, tag, "a"]"#, r#""tags": tags"#, r#""ranks": []"#] {
        assert!(order(&full(field)).is_ok(), "{field}: {:?}", order(&full(field)));
    }
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
    let messages = order(
        r#"{ kind: "sealed", "name": "", "cn_name": 42, "cn_name": null, "title": "t", "what": 1, "domains" = [] "x": 1 }"#,
    )
    .unwrap_err();
    assert_eq!(messages.len(), 11, "{messages:#?}");
}

#[test]
fn without_a_variant_only_what_no_variant_has_is_wrong() {
    let messages =
        order(r#"{ "kind": "other", "cn_name": null, "pem": null, "title": 1, "what": 1, "size": 1, "size": 2 }"#);
    let messages = messages.unwrap_err();
    let expected = [
        "unknown `kind` `other`",
        "`pem` is required and cannot be null",
        "expected a string for `title`, found a number",
        "unknown field `what`",
        "`size` is given more than once",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for (message, expected) in messages.iter().zip(expected) {
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn a_mistake_is_an_expression_of_the_right_type() {
    let expansion = super::request(format!("{UNION} input {{}}").parse().unwrap()).to_string();
    assert!(
        expansion.starts_with("{ let refused : crate :: types :: Order = { :: core :: compile_error !"),
        "{expansion}"
    );
}
