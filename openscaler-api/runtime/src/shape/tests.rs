use openscaler_formats::{Constraints, IntegerConstraints, NumberConstraints};
use serde_json::{Value, json};

use super::Property::{Optional, Required};
use super::{Bounds, Literal, Reading, Rules, Shape, judge};

static PORT: Shape =
    Shape::Scalar("Port", Rules::Integer(&const { IntegerConstraints::new().minimum(1).maximum(65_535) }));
static BIG: Shape = Shape::Scalar("Big", Rules::Integer(&const { IntegerConstraints::new().minimum(1) }));
static SHARE: Shape = Shape::Scalar("Share", Rules::Number(&const { NumberConstraints::new().maximum(1.0, false) }));
static WORD: Shape = Shape::Scalar("Word", Rules::Text(&const { Constraints::new().min_length(2) }));
static COLOR: Shape = Shape::Enum(&[Literal::Text("red"), Literal::Text("green")], None);
static STATE: Shape = Shape::Enum(&[Literal::Text("on")], Some(&Shape::Text));

/// Has everything, and contains itself.
static ITEM: Shape = Shape::Object(
    &[
        Required("id", &Shape::Integer),
        Optional("port", &PORT),
        Optional("note", &Shape::Nullable(&Shape::Text)),
        Optional("color", &COLOR),
        Optional("state", &STATE),
        Optional("part", &ITEM),
        Optional("parts", &Shape::Bounded(&ITEM, Bounds { least: 1, most: Some(3), unique: true })),
        Optional("by_name", &Shape::Map(&ITEM)),
        Optional("at", &Shape::DateTime),
        Optional("shape", &FIGURE),
        Optional("either", &EITHER),
    ],
    None,
);
static OPEN: Shape = Shape::Object(&[Required("id", &Shape::Integer)], Some(&WORD));
static CIRCLE: Shape = Shape::Object(&[Required("kind", &Shape::Any), Required("radius", &Shape::Number)], None);
static POINT: Shape = Shape::Object(&[Required("kind", &Shape::Any)], None);
static FIGURE: Shape =
    Shape::Tagged("kind", &[(&[Literal::Text("circle")], &CIRCLE), (&[Literal::Text("point")], &POINT)]);
static SWITCH: Shape = Shape::Tagged(
    "is_on",
    &[
        (
            &[Literal::Boolean(true)],
            &Shape::Object(&[Required("is_on", &Shape::Any), Required("since", &Shape::Text)], None),
        ),
        (&[Literal::Boolean(false)], &Shape::Object(&[Required("is_on", &Shape::Any)], None)),
    ],
);
static LEFT: Shape = Shape::Object(&[Required("left", &Shape::Integer), Optional("same", &Shape::Boolean)], None);
static RIGHT: Shape = Shape::Object(&[Required("right", &Shape::Integer), Required("other", &Shape::Boolean)], None);
static EITHER: Shape = Shape::Union(&[&Shape::Integer, &LEFT, &RIGHT]);

/// The violations of a draft, one a line, each after its rule.
#[track_caller]
fn refused(shape: &Shape, mut value: Value, expected: &[&str]) {
    let faults = judge(shape, &mut value, Reading::Draft).err().unwrap_or_default();
    let found: Vec<String> =
        faults.iter().map(|fault| format!("{}: {}", fault.violation.rule(), fault.violation)).collect();
    assert_eq!(found, expected);
}

/// What an answer is read without.
#[track_caller]
fn left_out(shape: &Shape, mut value: Value, expected: &[(Option<&str>, &str)]) {
    let faults = judge(shape, &mut value, Reading::Answer).err().unwrap_or_default();
    let found: Vec<_> = faults.iter().map(|fault| (fault.optional.as_deref(), fault.violation.to_string())).collect();
    let found: Vec<_> = found.iter().map(|(optional, text)| (*optional, text.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_value_of_another_type_is_told_what_is_expected() {
    let null = "type: `/id` cannot be null: give a value, or omit it if it is optional";
    refused(&ITEM, json!({ "id": null }), &[null]);
    refused(&ITEM, json!({ "id": "x" }), &["type: `/id` must be an integer, not a string"]);
    refused(&ITEM, json!([]), &["type: the value must be an object, not a list"]);
    refused(&ITEM, json!({ "id": 1, "parts": {} }), &["type: `/parts` must be a list, not an object"]);
    refused(&ITEM, json!({ "id": 1, "color": 5 }), &["type: `/color` must be a string, not a number"]);
    let listed = "enum: `/color` has an unknown value: expected one of `red`, `green`";
    refused(&ITEM, json!({ "id": 1, "color": "blue" }), &[listed]);
    refused(&ITEM, json!({ "id": 1, "note": null, "state": "paused", "color": "red" }), &[]);
}

#[test]
fn integers_may_have_a_fraction_of_zero() {
    let mut value = json!({ "id": 2048.0, "port": 80.0 });
    assert!(judge(&ITEM, &mut value, Reading::Answer).is_ok());
    assert_eq!(value.to_string(), r#"{"id":2048,"port":80}"#);
    let range = "type: the value must be an integer in the range of its type, not a number";
    refused(&Shape::Integer, json!(u64::MAX), &[range]);
    refused(&Shape::Integer, json!(1e300), &[range]);
    refused(&Shape::Unsigned, json!(-1), &[range]);
    refused(&Shape::Unsigned, json!(u64::MAX), &[]);
    refused(&Shape::Integer, json!(0.5), &["type: the value must be an integer, not a number"]);
}

#[test]
fn scalars_keep_their_rules() {
    let least = "minimum: the value is not a valid `Port`: expected at least 1";
    refused(&PORT, json!(0), &[least]);
    refused(&PORT, json!(-1e300), &[least]);
    refused(&BIG, json!(u64::MAX), &["type: the value must be an integer in the range of its type, not a number"]);
    refused(&BIG, json!(i64::MAX), &[]);
    refused(&PORT, json!("80"), &["type: the value must be an integer, not a string"]);
    refused(&PORT, json!(0.5), &["type: the value must be an integer, not a number"]);
    refused(&SHARE, json!(1.5), &["maximum: the value is not a valid `Share`: expected at most 1"]);
    refused(&SHARE, json!(1), &[]);
    refused(&SHARE, json!([]), &["type: the value must be a number, not a list"]);
    refused(&WORD, json!("ab"), &[]);
}

#[test]
fn rules_without_a_type_are_kept_by_drafts_only() {
    static CODE: Shape = Shape::Checked(&Shape::Text, Rules::Text(&const { Constraints::new().max_length(2) }));
    static RANK: Shape =
        Shape::Checked(&Shape::Integer, Rules::Integer(&const { IntegerConstraints::new().minimum(1) }));
    static RATIO: Shape =
        Shape::Checked(&Shape::Number, Rules::Number(&const { NumberConstraints::new().minimum(0.0, true) }));
    static RANKED: Shape = Shape::Object(&[Required("code", &CODE), Optional("ranks", &Shape::List(&RANK))], None);
    refused(
        &RANKED,
        json!({ "code": "abc", "ranks": [0, 1.0, 0.5] }),
        &[
            "maxLength: `/code` is invalid: expected at most 2 characters, found 3",
            "minimum: `/ranks/0` is invalid: expected at least 1",
            "type: `/ranks/2` must be an integer, not a number",
        ],
    );
    refused(&RATIO, json!(0), &["minimum: the value is invalid: expected more than 0"]);
    static BYTES: Shape =
        Shape::Checked(&Shape::Unsigned, Rules::Integer(&const { IntegerConstraints::new().minimum(1) }));
    refused(&BYTES, json!(-1), &["minimum: the value is invalid: expected at least 1"]);
    refused(&BYTES, json!(u64::MAX), &[]);
    refused(&RANKED, json!({ "code": 1 }), &["type: `/code` must be a string, not a number"]);
    left_out(&RANKED, json!({ "code": "abc", "ranks": [0, 1.0] }), &[]);
    assert!(RANKED.fits(&mut json!({ "code": "abc" })));
    assert!(!RANKED.fits(&mut json!({ "code": 1 })));
}

#[test]
fn every_item_of_a_list_is_judged() {
    let value = json!({ "id": 1, "parts": [{ "id": 1 }, { "id": 1 }, { "id": true }, {}] });
    refused(
        &ITEM,
        value,
        &[
            "maxItems: `/parts` has 4 items, expected at most 3",
            "uniqueItems: `/parts/1` duplicates item 0: remove one of them",
            "type: `/parts/2/id` must be an integer, not a boolean",
            "required: `/parts/3/id` is required",
        ],
    );
    refused(&ITEM, json!({ "id": 1, "parts": [] }), &["minItems: `/parts` has 0 items, expected at least 1"]);
}

#[test]
fn unknown_fields_are_told_what_is_expected() {
    refused(
        &LEFT,
        json!({ "left": 1, "lfet": 2 }),
        &["additionalProperties: `/lfet` is an unknown field: expected one of `left`, `same`"],
    );
    refused(&OPEN, json!({ "id": 1, "color": "red" }), &[]);
    refused(
        &OPEN,
        json!({ "id": 1, "a/b~": "r" }),
        &["minLength: `/a~1b~0` is not a valid `Word`: expected at least 2 characters, found 1"],
    );
    refused(
        &FIGURE,
        json!({ "kind": "point", "radius": 1 }),
        &["additionalProperties: `/radius` is not a field of `point` (only of `circle`): remove it"],
    );
    refused(
        &FIGURE,
        json!({ "kind": "point", "x": 1 }),
        &["additionalProperties: `/x` is not a field of `point`: remove it"],
    );
    refused(
        &FIGURE,
        json!({ "kind": "circle", "r": 1 }),
        &[
            "required: `/radius` is required for `circle`",
            "additionalProperties: `/r` is not a field of `circle`: expected one of `radius`",
        ],
    );
}

#[test]
fn a_tag_chooses_the_variant() {
    let tags = "expected one of `circle`, `point`";
    refused(
        &FIGURE,
        json!({ "x": 1 }),
        &[
            &format!("required: `/kind` is required: {tags}"),
            "additionalProperties: `/x` is not a field of any variant: remove it",
        ],
    );
    refused(&FIGURE, json!({ "kind": "dot", "radius": 1 }), &[&format!("enum: `/kind` has an unknown value: {tags}")]);
    refused(&FIGURE, json!({ "kind": 1 }), &["type: `/kind` must be a string, not a number"]);
    refused(&SWITCH, json!({ "is_on": true }), &["required: `/since` is required for `true`"]);
    refused(&SWITCH, json!({ "is_on": "true" }), &["type: `/is_on` must be a boolean, not a string"]);
    refused(&SWITCH, json!({ "is_on": false }), &[]);
}

#[test]
fn a_union_is_judged_by_its_closest_member() {
    refused(&EITHER, json!(1.0), &[]);
    refused(&EITHER, json!("x"), &["type: the value must be an integer or an object, not a string"]);
    refused(
        &EITHER,
        json!({ "left": 1, "smae": true }),
        &[
            "additionalProperties: `/smae` is an unknown field: expected one of `left`, `same` (in the closest of 2 alternatives)",
        ],
    );
    refused(
        &EITHER,
        json!({ "right": "x", "other": true }),
        &["type: `/right` must be an integer, not a string (in the closest of 2 alternatives)"],
    );
}

#[test]
fn the_nearest_optional_property_is_left_out() {
    let bad = json!("QUOTED");
    let not = |pointer: &str| format!("`{pointer}` must be an integer, not a string");
    left_out(&ITEM, json!({ "id": bad }), &[(None, &not("/id"))]);
    left_out(&ITEM, json!({ "id": 1, "port": bad }), &[(Some("/port"), &not("/port"))]);
    left_out(&ITEM, json!({ "id": 1, "part": { "id": 1, "port": bad } }), &[(Some("/part/port"), &not("/part/port"))]);
    left_out(&ITEM, json!({ "id": 1, "part": { "id": bad } }), &[(Some("/part"), &not("/part/id"))]);
    left_out(&ITEM, json!({ "id": 1, "part": {} }), &[(Some("/part"), "`/part/id` is required")]);
    let parts =
        json!({ "id": 1, "parts": [{ "id": 1 }, { "id": 2, "port": bad }, { "id": 3, "part": { "id": bad } }] });
    left_out(
        &ITEM,
        parts,
        &[(Some("/parts/1/port"), &not("/parts/1/port")), (Some("/parts/2/part"), &not("/parts/2/part/id"))],
    );
    left_out(&ITEM, json!({ "id": 1, "parts": [{ "id": bad }] }), &[(Some("/parts"), &not("/parts/0/id"))]);
    left_out(
        &ITEM,
        json!({ "id": 1, "by_name": { "a/b": { "id": bad } } }),
        &[(Some("/by_name/a~1b"), &not("/by_name/a~1b/id"))],
    );
    left_out(&Shape::List(&ITEM), json!([{ "id": 1 }, { "id": bad }]), &[(None, &not("/1/id"))]);
    left_out(&OPEN, json!({ "id": 1, "x": 5 }), &[(Some("/x"), "`/x` must be a string, not a number")]);
    left_out(&ITEM, json!({ "id": null }), &[(None, "`/id` must be an integer, not null")]);
}

#[test]
fn what_serde_reads_in_an_answer_stays() {
    // Null for absence, values that are not listed, what unions keep, and what is not in the document.
    let value = json!({
        "id": 1, "port": null, "state": "paused", "at": "yesterday", "shape": { "kind": "hexagon" },
        "either": [null], "more": {},
    });
    left_out(&ITEM, value, &[]);
    static NULLABLE: Shape = Shape::Object(&[Required("a", &Shape::Nullable(&Shape::Text))], None);
    left_out(&NULLABLE, json!({}), &[]);
    refused(&NULLABLE, json!({}), &["required: `/a` is required"]);
}

#[test]
fn a_member_fits_if_it_has_all_of_a_value() {
    let fits = |shape: &Shape, mut value: Value| shape.fits(&mut value);
    assert!(fits(&LEFT, json!({ "left": 1, "same": true })));
    assert!(!fits(&LEFT, json!({ "left": 1, "other": true })));
    assert!(!fits(&LEFT, json!({ "left": 1, "same": null })));
    assert!(!fits(&STATE, json!("paused")) && fits(&STATE, json!("on")));
    assert!(fits(&FIGURE, json!({ "kind": "point" })) && !fits(&FIGURE, json!({ "kind": "hexagon" })));
    assert!(fits(&Shape::DateTime, json!("2026-01-31T09:30:00Z")) && !fits(&Shape::DateTime, json!("soon")));
}
