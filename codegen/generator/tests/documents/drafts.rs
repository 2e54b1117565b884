//! A program that depends on what `drafts.yaml` generates to: every body has a draft, which finds every violation at once.

use openscaler_api::Violations;
use openscaler_api::types::{
    CreateOrder, CreateOrderDraft, Holder, HolderDraft, Limits, LimitsDraft, Line, LineDraft, Note, NoteDraft, Search, SearchDraft, Switch,
    SwitchDraft,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json, to_value};

/// In every value that is refused.
const QUOTED: &str = "qZ7wX";

fn main() {
    valid_drafts();
    a_plain_object();
    nested_unions();
    other_bodies();
    names_that_are_given_twice();
}

fn check<D: DeserializeOwned, T: TryFrom<D, Error = Violations>>(json: &str) -> Result<T, Violations> {
    T::try_from(serde_json::from_str::<D>(json).unwrap())
}

#[track_caller]
fn same<D: DeserializeOwned, T: TryFrom<D, Error = Violations> + Serialize>(value: Value) {
    let request: T = check::<D, T>(&value.to_string()).unwrap_or_else(|violations| panic!("{violations}"));
    assert_eq!(to_value(&request).unwrap(), value);
}

/// Asserts the violations, each after its rule.
#[track_caller]
fn refused<D: DeserializeOwned, T: TryFrom<D, Error = Violations>>(json: &str, expected: &[&str]) {
    let violations = check::<D, T>(json).err().expect("it is refused");
    let found: Vec<_> = violations.iter().map(|found| format!("{}: {found}", found.rule())).collect();
    assert_eq!(found, expected);
    assert!(!format!("{violations}{violations:?}").contains(QUOTED));
}

fn order() -> Value {
    json!({
        "customer": { "email": "a@example.com", "full/name": "A" },
        "lines": [{ "sku": "x", "count": 1 }, { "sku": "y", "count": 2, "parts": [{ "sku": "z", "count": 3 }] }],
        "labels": { "color": "red" },
        "payment": { "kind": "card", "holder": { "name": "A" } },
        "delivery": { "street": "1", "city": "B" },
        "note": null, "priority": "high", "weight": 1.5, "pin": "0000",
    })
}

fn valid_drafts() {
    same::<CreateOrderDraft, CreateOrder>(order());
    same::<CreateOrderDraft, CreateOrder>(json!({ "customer": { "email": "a@example.com" }, "lines": [{ "sku": "x", "count": 1 }] }));
    for delivery in [json!("home"), json!({ "shop": 1 })] {
        let mut order = order();
        order["delivery"] = delivery;
        same::<CreateOrderDraft, CreateOrder>(order);
    }
    same::<LimitsDraft, Limits>(json!({ "total": 1, "one": 2 }));
    same::<NoteDraft, Note>(json!("a"));
    assert_eq!(to_value(Note::from("a")).unwrap(), json!("a"));
    same::<NoteDraft, Note>(json!({ "text": "a" }));
    same::<SwitchDraft, Switch>(json!({ "is_on": true, "since": "noon" }));
    same::<SwitchDraft, Switch>(json!({ "is_on": false }));
    same::<LineDraft, Line>(json!({ "sku": "x", "count": 1 }));
    same::<SearchDraft, Search>(json!({ "query": "x" }));
    // A whole number is an integer, however it is written.
    let line: Line = check::<LineDraft, Line>(r#"{ "sku": "x", "count": 2.0 }"#).unwrap();
    assert_eq!(to_value(line).unwrap(), json!({ "sku": "x", "count": 2 }));
}

fn a_plain_object() {
    refused::<CreateOrderDraft, CreateOrder>(
        r#"{
            "id": "qZ7wX", "customer": { "email": "qZ7wX", "full/nmae": "qZ7wX" },
            "lines": [{ "sku": 5, "count": 0 }, { "count": "qZ7wX", "parts": [{ "sku": null, "count": 1.5 }] }, 3],
            "labels": { "a/b": ["qZ7wX"] }, "note": true, "priority": "qZ7wX", "weight": null, "pin": "qZ7"
        }"#,
        &[
            "format: `/customer/email` is not a valid `Email`: missing `@`: expected an email address such as admin@example.com",
            "additionalProperties: `/customer/full~1nmae` is an unknown field: expected one of `email`, `full/name`",
            "additionalProperties: `/id` is an unknown field: expected one of `customer`, `lines`, `labels`, `payment`, \
             `delivery`, `note`, `priority`, `weight`, `pin`",
            "type: `/labels/a~1b` must be a string, not a list",
            "minimum: `/lines/0/count` is not a valid `Count`: expected at least 1",
            "type: `/lines/0/sku` must be a string, not a number",
            "type: `/lines/1/count` must be an integer, not a string",
            "type: `/lines/1/parts/0/count` must be an integer, not a number",
            "type: `/lines/1/parts/0/sku` cannot be null: give a value, or omit it if it is optional",
            "required: `/lines/1/sku` is required",
            "type: `/lines/2` must be an object, not a number",
            "type: `/note` must be a string, not a boolean",
            "minLength: `/pin` is not a valid `Pin`: expected at least 4 characters, found 3",
            "enum: `/priority` has an unknown value: expected one of `low`, `high`",
            "type: `/weight` cannot be null: give a value, or omit it if it is optional",
        ],
    );
    refused::<CreateOrderDraft, CreateOrder>(
        r#"{ "lines": [] }"#,
        &["required: `/customer` is required", "minItems: `/lines` has 0 items, expected at least 1"],
    );
    refused::<CreateOrderDraft, CreateOrder>(
        r#"{
            "customer": { "email": "a@example.com", "full/name": "qZ7wXqZ7wX" }, "labels": { "a": "a", "b": "qZ7wX" },
            "lines": [{ "sku": "x", "count": 1 }]
        }"#,
        &[
            "maxLength: `/customer/full~1name` is invalid: expected at most 9 characters, found 10",
            "pattern: `/labels/b` is invalid: unexpected character: the pattern `^[a-z]+$` expects `a` to `z` here (character 2)",
        ],
    );
    let draft: CreateOrderDraft = serde_json::from_str(r#"{ "pin": "qZ7wX" }"#).unwrap();
    assert_eq!(format!("{draft:?}"), r#"CreateOrderDraft({"pin": REDACTED})"#);
    assert!(serde_json::from_str::<CreateOrderDraft>("[]").is_err());
}

fn nested_unions() {
    let with = |name: &str, value: Value| {
        let mut order = order();
        order[name] = value;
        order.to_string()
    };
    type Draft = CreateOrderDraft;
    let tags = "expected one of `card`, `cash`";
    let payments = [
        (json!({ "kind": "cash", "holder": {} }), vec!["additionalProperties: `/payment/holder` is not a field of `cash` (only of `card`): remove it".to_owned()]),
        (json!({ "kind": "card" }), vec!["required: `/payment/holder` is required for `card`".to_owned()]),
        (json!({ "kind": "card", "holder": { "name": 5 } }), vec!["type: `/payment/holder/name` must be a string, not a number".to_owned()]),
        (json!({ "kind": "qZ7wX" }), vec![format!("enum: `/payment/kind` has an unknown value: {tags}")]),
        (json!({ "holder": {} }), vec![format!("required: `/payment/kind` is required: {tags}")]),
        (json!("qZ7wX"), vec!["type: `/payment` must be an object, not a string".to_owned()]),
    ];
    for (payment, expected) in payments {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        refused::<Draft, CreateOrder>(&with("payment", payment), &expected);
    }
    for (delivery, expected) in [
        (json!(["qZ7wX"]), "type: `/delivery` must be a string or an object, not a list"),
        (json!({ "street": "1" }), "required: `/delivery/city` is required (in the closest of 2 alternatives)"),
        (json!({ "shop": "qZ7wX" }), "type: `/delivery/shop` must be an integer, not a string (in the closest of 2 alternatives)"),
    ] {
        refused::<Draft, CreateOrder>(&with("delivery", delivery), &[expected]);
    }
}

fn other_bodies() {
    refused::<LimitsDraft, Limits>(
        r#"{ "one": 0, "two": "qZ7wX" }"#,
        &[
            "minimum: `/one` is not a valid `Count`: expected at least 1",
            "required: `/total` is required",
            "type: `/two` must be an integer, not a string",
        ],
    );
    refused::<SearchDraft, Search>(
        r#"{ "query": "", "limit": 101, "near": [null, -90, 90] }"#,
        &[
            "maximum: `/limit` is invalid: expected at most 100",
            "minimum: `/near/1` is invalid: expected more than -90",
            "minLength: `/query` is invalid: it cannot be empty",
        ],
    );
    // One type for schemas with other rules keeps none of them.
    same::<SearchDraft, Search>(json!({ "query": "x", "one": { "text": "a" }, "other": { "text": "ab" } }));
    refused::<NoteDraft, Note>(r#"{ "txt": "qZ7wX", "text": "x" }"#, &["additionalProperties: `/txt` is an unknown field: expected one of `text`"]);
    refused::<NoteDraft, Note>("5", &["type: the value must be a string or an object, not a number"]);
    refused::<SwitchDraft, Switch>(r#"{ "is_on": true }"#, &["required: `/since` is required for `true`"]);
    refused::<SwitchDraft, Switch>(
        r#"{ "is_on": false, "since": "qZ7wX" }"#,
        &["additionalProperties: `/since` is not a field of `false` (only of `true`): remove it"],
    );
    // What is sent is checked; what is received may have more.
    let more = r#"{ "name": "A", "more": "qZ7wX" }"#;
    refused::<HolderDraft, Holder>(more, &["additionalProperties: `/more` is an unknown field: expected one of `name`"]);
    assert!(serde_json::from_str::<Holder>(more).is_ok());
    refused::<SearchDraft, Search>(r#"{ "limit": "qZ7wX" }"#, &["type: `/limit` must be an integer, not a string", "required: `/query` is required"]);
}

fn names_that_are_given_twice() {
    refused::<CreateOrderDraft, CreateOrder>(
        r#"{ "customer": { "email": "a@example.com", "email": "qZ7wX" }, "lines": [{ "sku": "x", "count": 1, "count": "qZ7wX" }] }"#,
        &[
            "duplicate: `/customer/email` is given more than once: remove one",
            "duplicate: `/lines/0/count` is given more than once: remove one",
        ],
    );
}
