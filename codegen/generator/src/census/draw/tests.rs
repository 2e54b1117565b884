//! Values that are drawn: which, and in which order.

use super::*;
use crate::census::choices::cover;

/// All values that differ from the smallest one in a single choice, as text.
fn drawn(document: &Value, component: &str, direction: Direction) -> Vec<String> {
    let sampler = Sampler::new(document, direction);
    let mut values = Vec::new();
    cover(|choices, _| {
        let value = sampler.draw(&document["components"]["schemas"][component], Some(component), choices);
        values.extend(value.map(|value| value.to_string()));
        true
    });
    values
}

fn components(schemas: &Value) -> Value {
    json!({ "components": { "schemas": schemas } })
}

#[test]
fn properties_are_present_and_absent_and_null_in_their_direction() {
    let document = components(&json!({ "Pet": { "type": "object", "required": ["kind"], "properties": {
        "kind": { "enum": ["cat", "dog"] },
        "id": { "type": "boolean", "readOnly": true },
        "pin": { "type": "boolean", "writeOnly": true },
        "note": { "enum": ["a"], "nullable": true },
    }, "additionalProperties": true } }));
    let request = [
        r#"{"kind":"cat"}"#,
        r#"{"kind":"dog"}"#,
        r#"{"kind":"cat","pin":true}"#,
        r#"{"kind":"cat","note":"a"}"#,
        r#"{"kind":"cat","extra-1":"text"}"#,
        r#"{"kind":"cat","pin":false}"#,
        r#"{"kind":"cat","note":null}"#,
        r#"{"kind":"cat","extra-1":{"key":[1,true,null]}}"#,
    ];
    assert_eq!(drawn(&document, "Pet", Direction::Request), request);
    let response = drawn(&document, "Pet", Direction::Response);
    assert_eq!(response[2], r#"{"kind":"cat","id":true}"#);
}

#[test]
fn read_only_is_followed_through_references_and_siblings() {
    let id = json!({ "$ref": "#/components/schemas/Id" });
    let document = components(&json!({
        "Id": { "type": "boolean", "readOnly": true },
        "Name": { "enum": ["a"] },
        "Pet": { "type": "object", "properties": {
            "id": id, "described": { "description": "It.", "allOf": [id] },
            "name": { "$ref": "#/components/schemas/Name", "readOnly": true },
            "alias": { "$ref": "#/components/schemas/Name" },
        } },
    }));
    assert_eq!(drawn(&document, "Pet", Direction::Request), ["{}", r#"{"alias":"a"}"#]);
}

#[test]
fn each_member_of_a_union_is_drawn_with_its_tag() {
    let tagged = json!({ "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
        "discriminator": { "propertyName": "kind", "mapping": { "1": "#/components/schemas/Cat", "d": "#/components/schemas/Dog" } } });
    let member = |kind: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind } });
    let document = components(&json!({
        "Pet": tagged, "Cat": member(json!({ "enum": [1, 2] })), "Dog": member(json!({ "type": "string" })),
    }));
    assert_eq!(drawn(&document, "Pet", Direction::Request), [r#"{"kind":1}"#, r#"{"kind":"d"}"#]);
    // A list that does not have the value of the mapping is not that member's, unless it is of one.
    let listed = |values: Value| {
        let mut document = document.clone();
        document["components"]["schemas"]["Dog"]["properties"]["kind"] = json!({ "enum": values });
        drawn(&document, "Pet", Direction::Request)
    };
    assert_eq!(listed(json!(["x", "y"])), [r#"{"kind":1}"#, r#"{"kind":"d"}"#]);
    assert_eq!(listed(json!(["x"])), [r#"{"kind":1}"#, r#"{"kind":"x"}"#]);
}

#[test]
fn a_base_with_a_discriminator_is_one_of_its_subtypes() {
    let document = components(&json!({
        "Pet": { "type": "object", "properties": { "kind": { "type": "string" } }, "discriminator": { "propertyName": "kind" } },
        "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "required": ["lives"], "properties": { "lives": { "const": 9 } } }] },
    }));
    let cat = [r#"{"kind":"Cat","lives":9}"#];
    assert_eq!(drawn(&document, "Pet", Direction::Response), cat);
    assert_eq!(drawn(&document, "Cat", Direction::Response), cat);
}

#[test]
fn a_base_that_lists_its_subtypes_is_drawn_once() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let subtype = |own: Value| json!({ "allOf": [reference("Pet"), { "type": "object", "required": ["own"], "properties": { "own": own } }] });
    let document = components(&json!({
        "Pet": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } },
            "oneOf": [reference("Cat"), reference("Dog")], "discriminator": { "propertyName": "kind" } },
        "Cat": subtype(json!({ "const": 9 })), "Dog": subtype(json!({ "const": true })),
    }));
    let (cat, dog) = (r#"{"kind":"Cat","own":9}"#, r#"{"kind":"Dog","own":true}"#);
    assert_eq!(drawn(&document, "Pet", Direction::Response), [cat, dog]);
    assert_eq!(drawn(&document, "Cat", Direction::Response), [cat]);
}

#[test]
fn items_differ_where_they_have_to() {
    let items = json!({ "enum": ["a"] });
    let document = components(&json!({ "Tags": { "type": "array", "uniqueItems": true, "items": items } }));
    assert_eq!(drawn(&document, "Tags", Direction::Request), ["[]", r#"["a"]"#, r#"["a"]"#]);
}

#[test]
fn a_type_that_holds_itself_ends() {
    let document = components(&json!({
        "Tree": { "type": "object", "required": ["next"], "properties": { "next": { "oneOf": [
            { "$ref": "#/components/schemas/Tree" }, { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
        ] } } },
        "Endless": { "type": "object", "required": ["self"], "properties": { "self": { "$ref": "#/components/schemas/Endless" } } },
    }));
    let trees = drawn(&document, "Tree", Direction::Response);
    assert!(trees.contains(&r#"{"next":[]}"#.to_owned()), "{trees:?}");
    assert!(trees.contains(&r#"{"next":{"next":[]}}"#.to_owned()), "{trees:?}");
    assert_eq!(drawn(&document, "Endless", Direction::Response), [""; 0]);
}
