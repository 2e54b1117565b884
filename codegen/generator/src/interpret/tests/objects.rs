//! Objects: fields, maps, and what else there may be.

use super::{answer, both, request};

#[test]
fn what_has_no_properties_is_a_map() {
    let schemas = "
Root:
  type: object
  properties:
    any: { type: object }
    numbers: { additionalProperties: { type: integer } }
    nullable: { type: object, additionalProperties: { type: string, nullable: true } }
    labels: { $ref: '#/components/schemas/Labels' }
    closed: { type: object, additionalProperties: false }
Labels: { type: object, additionalProperties: { type: string } }";
    let expected = "\
Labels > = {*: text}
Root > {any?: {*: any}, numbers?: {*: i64}, nullable?: {*: text|null}, labels?: Labels, closed?: RootClosed}
RootClosed > {}";
    assert_eq!(request(schemas), expected);
}

#[test]
fn properties_that_are_admitted_explicitly_are_kept() {
    let schemas = "
Root:
  type: object
  properties: { extra: { type: string } }
  additionalProperties: true
";
    assert_eq!(both(schemas), "Root >< {extra?: text, ..extra_2: any}");
    let typed = "Root: { type: object, properties: { a: { type: string } }, additionalProperties: { type: integer } }";
    assert_eq!(answer(typed), "Root < {a?: text, ..extra: i64}");
    assert_eq!(answer("Root: { type: object, properties: { a: {} } }"), "Root < {a?: any}");
}

#[test]
fn fields_have_names_of_their_own() {
    let schemas = "
Root: { type: object, properties: { type: {}, fooBar: {}, foo_bar: {}, 1st: {}, '@odd': {}, self: {} } }";
    let expected = "Root < {type_?: any, foo_bar?: any, foo_bar_2?: any, x1st?: any, odd?: any, self_?: any}";
    assert_eq!(answer(schemas), expected);
}

#[test]
fn a_list_keeps_its_rules_in_requests_only() {
    let schemas = "
Root: { type: object, properties: { a: { type: array, minItems: 1, maxItems: 3, uniqueItems: true, items: { type: string } }, b: { type: array } } }";
    assert_eq!(request(schemas), "Root > {a?: [text; 1..3 unique], b?: [any]}");
    assert_eq!(answer(schemas), "Root < {a?: [text], b?: [any]}");
}

#[test]
fn a_field_is_described_by_itself_or_by_its_type() {
    let schemas = "
Root:
  type: object
  description: The root.
  properties:
    own: { description: Mine., default: x, deprecated: true, allOf: [{ $ref: '#/components/schemas/Name' }] }
    type: { $ref: '#/components/schemas/Name' }
Name: { type: string, description: \"A name.\\n\\nIt is long.\" }";
    let api = super::interpreted(&super::document(schemas, true, false)).api;
    let root = api.types.iter().find(|ty| ty.name == "Root").expect("a type");
    assert_eq!(root.description.as_deref(), Some("The root."));
    let crate::api::Kind::Object(object) = &root.kind else { panic!("{root:?}") };
    let [own, ty] = object.fields.as_slice() else { panic!("{object:?}") };
    assert_eq!((own.description.as_deref(), own.deprecated), (Some("Mine."), true));
    assert_eq!(own.default, Some(serde_json::json!("x")));
    assert_eq!((ty.description.as_deref(), ty.deprecated), (Some("A name."), false));
    assert_eq!(ty.origin.0, "/components/schemas/Root/properties/type");
}

#[test]
fn a_property_that_is_only_required_is_any_json() {
    let schemas = "Root: { type: object, required: [b, a], properties: { a: { type: string } } }";
    assert_eq!(request(schemas), "Root > {a: text, b: any}");
    assert_eq!(answer(schemas), "Root < {a: text, b?: any}");
    let closed = "Root: { type: object, required: [b], properties: { a: {} }, additionalProperties: false }";
    assert_eq!(request(closed), "Root > {a~: any}");
}
