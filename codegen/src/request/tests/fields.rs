//! The fields of a variant: its tag, and which are required, optional or null.

use super::{assert_messages, assert_messages_in_full, full, order};

#[test]
fn the_tag_has_to_be_one_of_its_values() {
    const VALUES: &str = "`\"plain\"`, `\"sealed\"`, `\"full\"`, `\"empty\"` or `\"inner\"`";
    assert_messages(&[
        (r#"{ "name": "x" }"#, &format!("missing field `kind`: set it to {VALUES}")),
        ("{}", &format!("missing field `kind`: set it to {VALUES}")),
        (r#"{ "kind": null }"#, &format!("expected a string for `kind`, found null: write {VALUES}")),
        (r#"{ "kind": 1 }"#, &format!("expected a string for `kind`, found a number: write {VALUES}")),
        (r#"{ "kind": ["plain"] }"#, &format!("expected a string for `kind`, found a list: write {VALUES}")),
        (r#"{ "kind": "other" }"#, &format!("unknown `kind` `other`: expected {VALUES}")),
        (r#"{ "kind": "Plain" }"#, &format!("unknown `kind` `Plain`: did you mean `\"plain\"`? (expected {VALUES})")),
        (
            r#"{ "kind": kind }"#,
            &format!(
                "expected a string literal for `kind`, found an expression: write {VALUES}, \
                 or use `OrderDraft` if the value is known only at run time"
            ),
        ),
        (r#"{ "kind": "plain", "name": "x", "id": 1 }"#, "`id` is read-only, so the server sets it: remove it"),
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
fn null_is_accepted_only_where_allowed() {
    assert_messages(&[
        (r#"{ "kind": "plain", "name": null }"#, "`name` is required and cannot be null: write a value"),
        (r#"{ "kind": "plain", "name": None }"#, "`name` is required and cannot be null: write a value"),
        (r#"{ "kind": "plain", "name": "x", "cn_name": null }"#, "`cn_name` cannot be null: omit it instead"),
    ]);
    let expansion = order(&full(r#""gaps": [80, null, port]"#)).unwrap();
    let expected = ":: std :: vec ! [:: core :: option :: Option :: Some (crate :: port ! (80)) , \
                    :: core :: option :: Option :: None , :: core :: option :: Option :: Some (port)]";
    assert!(expansion.contains(expected), "{expansion}");
    assert_messages_in_full(&[
        (r#""gaps": ["80"]"#, "expected an integer for an item of `gaps`, found a string: write `80`"),
        (r#""memo": None"#, "expected JSON for `memo`, found `None`: write `null`"),
        (r#""memo": Some(x)"#, "expected JSON for `memo`, found `Some(…)`: write the value without `Some`"),
        (r#""domains": [null]"#, "an item of `domains` cannot be null: remove it"),
    ]);
}

#[test]
fn an_optional_field_that_may_be_null_has_three_states() {
    for (fields, memo) in [
        (r#""on": true"#, "crate :: Field :: Absent"),
        (r#""memo": null"#, "crate :: Field :: Null"),
        (r#""memo": "x""#, "crate :: Field :: Value (value_2)"),
    ] {
        let expansion = order(&full(fields)).unwrap();
        assert!(expansion.contains(memo) && expansion.contains("crate :: Field :: Absent"), "{expansion}");
    }
}
