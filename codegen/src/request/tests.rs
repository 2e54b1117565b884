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
    const NOT_AN_OBJECT: &str = "`order!` takes a JSON object: write `order!({ \"kind\": \"…\", … })`, \
                                 or use `OrderDraft` for JSON that is known only at run time";
    assert_messages(&[
        ("", "`order!` takes a JSON object: write `order!({ \"kind\": \"…\", … })`"),
        ("\"kind\": \"plain\"", "the braces round the fields are missing: write `order!({ … })`"),
        ("kind: \"plain\"", "the braces round the fields are missing: write `order!({ … })`"),
        ("\"x\"", NOT_AN_OBJECT),
        ("[]", NOT_AN_OBJECT),
        ("value", NOT_AN_OBJECT),
        ("{ \"kind\": \"empty\" }, 1", "one object is expected and nothing after it: leave this out"),
        ("{ \"kind\": \"empty\" } {}", "one object is expected and nothing after it: leave this out"),
    ]);
    assert!(order("{ \"kind\": \"empty\", },").is_ok());
}

#[test]
fn the_form_of_the_fields() {
    const NOT_A_KEY: &str = "a field begins with its name in double quotes: write `\"name\": value`";
    assert_messages(&[
        (r#"{ "kind": "plain" "name": "x" }"#, "a comma is missing between two fields: write one before `\"name\"`"),
        (r#"{ "name": f(x) "kind": "plain" }"#, "a comma is missing between two fields: write one before `\"kind\"`"),
        (r#"{ "kind": "plain"; "name": "x" }"#, "fields are separated by commas: write `,` in the place of `;`"),
        (r#"{ "kind": "plain",, "name": "x" }"#, "no field stands before this: leave it out"),
        (r#"{ , "kind": "empty" }"#, "no field stands before this: leave it out"),
        (r#"{ "kind" "empty" }"#, "a colon is missing between `kind` and its value: write `\"kind\": …`"),
        (r#"{ "kind" = "empty" }"#, "a colon stands between a field and its value: write `\"kind\": …`"),
        (r#"{ "kind" => "empty" }"#, "a colon stands between a field and its value: write `\"kind\": …`"),
        (r#"{ kind: "empty" }"#, "the name of a field stands in double quotes: write `\"kind\"`"),
        (r#"{ "kind": "plain", "name": }"#, "`name` has no value: write one after it, `\"name\": …`"),
        (r#"{ "kind": "plain", "name" }"#, "`name` has no value: write one after it, `\"name\": …`"),
        (r#"{ "kind": "plain", name }"#, "`name` has no value: write `\"name\": name`"),
        (r#"{ "kind": , "name": "x" }"#, "`kind` has no value: write one after it, `\"kind\": …`"),
        (r#"{ "kind": "plain", 'n': "x" }"#, "a string stands in double quotes: write `\"n\"`"),
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
        (r#"{ "name": "x" }"#, &format!("`kind` is missing: add `\"kind\": …` with {VALUES}")),
        ("{}", &format!("`kind` is missing: add `\"kind\": …` with {VALUES}")),
        (r#"{ "kind": null }"#, &format!("`kind` is a string, not null: write {VALUES}")),
        (r#"{ "kind": 1 }"#, &format!("`kind` is a string, not a number: write {VALUES}")),
        (r#"{ "kind": ["plain"] }"#, &format!("`kind` is a string, not a list: write {VALUES}")),
        (r#"{ "kind": "other" }"#, &format!("`other` is no `kind`: write {VALUES}")),
        (
            r#"{ "kind": "Plain" }"#,
            "`Plain` is no `kind`: did you mean `plain`? (there are `plain`, `sealed`, `full` and `empty`)",
        ),
        (
            r#"{ "kind": kind }"#,
            &format!(
                "`kind` has to be known while compiling: write {VALUES}, \
                 or use `OrderDraft` for one that is known only at run time"
            ),
        ),
        (
            r#"{ "knid": "plain", "name": "x" }"#,
            "`plain` has no field `knid`: did you mean `kind`? (there are `name` and `cn_name`)",
        ),
    ]);
}

#[test]
fn fields_are_those_of_the_variant() {
    assert_messages(&[
        (r#"{ "kind": "plain" }"#, "`plain` also needs `name`: add `\"name\": …`"),
        (
            r#"{ "kind": "sealed", "name": "x" }"#,
            "`sealed` also needs `cn_name` and `pem`: add `\"cn_name\": …, \"pem\": …`",
        ),
        (
            r#"{ "kind": "plain", "name": "x", "pem": 42 }"#,
            "`pem` has no effect in `plain`: it belongs to `sealed`, so leave it out here",
        ),
        (
            r#"{ "kind": "full", "title": "x", "note": null, "cn_name": null }"#,
            "`cn_name` has no effect in `full`: it belongs to `plain` and `sealed`, so leave it out here",
        ),
        (
            r#"{ "kind": "plain", "name": "x", "common_name": "y" }"#,
            "`plain` has no field `common_name`: did you mean `cn_name`? (there are `name` and `cn_name`)",
        ),
        (
            r#"{ "kind": "plain", "nmae": "x" }"#,
            "`plain` has no field `nmae`: did you mean `name`? (there are `name` and `cn_name`)",
        ),
        (
            r#"{ "kind": "plain", "name": "x", "validity": 1 }"#,
            "`plain` has no field `validity`: there are `name` and `cn_name`",
        ),
        (r#"{ "kind": "empty", "": 1 }"#, "`empty` has no field `\"\"`: leave it out"),
        (r#"{ "kind": "empty", "validity": 1 }"#, "`empty` has no field `validity`: leave it out"),
        (
            r#"{ "kind": "plain", "name": "x", "name": "y" }"#,
            "`name` is given twice, further up and here: leave one of the two out",
        ),
        (
            r#"{ "kind": "plain", "name": "x", "kind": "full" }"#,
            "`kind` is given twice, further up and here: leave one of the two out",
        ),
    ]);
}

#[test]
fn null_stands_only_where_it_is_allowed() {
    assert_messages(&[
        (r#"{ "kind": "plain", "name": null }"#, "`name` is required and cannot be null: write a value"),
        (r#"{ "kind": "plain", "name": None }"#, "`name` is required and cannot be null: write a value"),
        (
            r#"{ "kind": "plain", "name": "x", "cn_name": null }"#,
            "`cn_name` cannot be null: leave `cn_name` out instead",
        ),
    ]);
    assert_messages_in_full(&[
        (r#""memo": None"#, "`memo` is written as in JSON: write `null`"),
        (r#""memo": Some(x)"#, "`memo` is written as in JSON: write the value without `Some(…)` round it"),
        (r#""domains": [null]"#, "an item of `domains` cannot be null: leave it out"),
    ]);
}

#[test]
fn literals_are_of_the_fields_type() {
    assert_messages_in_full(&[
        (r#""size": "42""#, "`size` is an integer, not a string: write `42`"),
        (r#""size": 4.2"#, "`size` is an integer, not a fraction: write `42`"),
        (r#""ratio": "-4.2""#, "`ratio` is a number, not a string: write `-4.2`"),
        (r#""on": "true""#, "`on` is a boolean, not a string: write `true`"),
        (r#""on": 0"#, "`on` is a boolean, not a number: write `true` or `false`"),
        (r#""memo": -4.2"#, "`memo` is a string, not a number: write `\"-4.2\"`"),
        (r#""memo": true"#, "`memo` is a string, not a boolean: write `\"true\"`"),
        (r#""memo": ["x"]"#, "`memo` is a string, not a list: write `\"x\"`"),
        (r#""memo": {}"#, "`memo` is a string, not an object: write `\"…\"`"),
        (r#""memo": 'x'"#, "a string stands in double quotes: write `\"x\"`"),
        (r#""memo": b"x""#, "`memo` is a string, not bytes: write `\"…\"` without a letter before it"),
        (r#""domains": "a.example""#, "`domains` is a list, not a string: write `[\"a.example\"]`"),
        (r#""domains": [42]"#, "an item of `domains` is a string, not a number: write `\"42\"`"),
        (r#""domains": ["a.example",,"b.example"]"#, "no item stands before this comma: leave it out"),
        (
            r#""other": { "kind": "a" }"#,
            "`other` is of type `Other`: write an expression that makes one, not the object itself",
        ),
        (r#""extra": { "a": 1 }"#, "`extra` cannot be written as an object here: write an expression of its type"),
        (
            r#""memo": my cert"#,
            "two values stand here with nothing between them: put a text in double quotes, and a comma between two values",
        ),
    ]);
}

#[test]
fn strings_keep_the_rules_of_their_type() {
    assert_messages(&[
        (
            r#"{ "kind": "plain", "name": "" }"#,
            "the empty string is not a name: expected at least 1 character, found 0",
        ),
        (
            r#"{ "kind": "plain", "name": format!("{x}") }"#,
            "what `format!` gives is not known yet when literals are checked: \
             write `Name::try_from(format!(…))?`, which checks it at run time",
        ),
    ]);
    let messages =
        order(r#"{ "kind": "sealed", "name": "x", "cn_name": "a b", "pem": "-----BEGIN PRIVATE KEY-----\nc2VjcmV0" }"#)
            .unwrap_err();
    assert_eq!(messages[0], "`a b` is not a domain: a domain name cannot contain spaces (character 2)");
    assert!(messages[1].starts_with("a private key does not belong in a program"), "{messages:?}");
    assert!(!messages[1].contains("c2VjcmV0"), "{messages:?}");
}

#[test]
fn numbers_keep_the_rules_of_their_type() {
    assert_messages_in_full(&[
        (r#""port": 0"#, "`0` is not a port: expected at least 1"),
        (r#""port": -1"#, "`-1` is not a port: expected at least 1"),
        (r#""port": 80.5"#, "`port` is an integer, not a fraction: write `42`"),
        (r#""port": "8080""#, "`port` is an integer, not a string: write `8080`"),
        (r#""port": null"#, "`port` cannot be null: leave `port` out instead"),
        (r#""port": true"#, "`port` is an integer, not a boolean: write `42`"),
        (r#""port": [80]"#, "`port` is an integer, not a list: write `42`"),
        (r#""shares": [1, 0]"#, "`0` is not a share: expected more than 0"),
        (r#""shares": ["0.5"]"#, "an item of `shares` is a number, not a string: write `0.5`"),
    ]);
    let expansion = order(&full(r#""port": 8080, "shares": [1]"#)).unwrap();
    assert!(expansion.contains("let value_of_port : crate :: types :: Port ="), "{expansion}");
    assert!(expansion.contains("crate :: types :: Port :: from_static (8080)"), "{expansion}");
    assert!(expansion.contains("crate :: types :: Share :: from_static (1.0)"), "{expansion}");
}

#[test]
fn lists_keep_their_rules() {
    assert_messages_in_full(&[
        (r#""tags": ["a"]"#, "`tags` has 1 item, and at least 2 are needed"),
        (r#""tags": []"#, "`tags` has no items, and at least 2 are needed"),
        (r#""tags": ["a", "b", tag, "d"]"#, "`tags` has 4 items, and at most 3 are allowed"),
        (r#""tags": ["a", "b", "a"]"#, "this item of `tags` stands further up already: leave it out"),
        (r#""ranks": [1, 2]"#, "`ranks` has 2 items, and at most 1 is allowed"),
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
        "`other` is no `kind`",
        "`pem` is required and cannot be null",
        "`title` is a string, not a number",
        "there is no field `what`",
        "`size` is given twice",
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
