//! What a schema amounts to: references, `allOf`, nullability.

use super::{answer, interpreted, request};

#[test]
fn what_only_refers_to_a_component_is_that_component() {
    let schemas = "
Root:
  type: object
  properties:
    a: { $ref: '#/components/schemas/Owner' }
    b: { description: Wrapped., allOf: [{ $ref: '#/components/schemas/Owner' }] }
    c: { $ref: '#/components/schemas/Alias' }
    d: { nullable: true, oneOf: [{ $ref: '#/components/schemas/Owner' }] }
Alias: { allOf: [{ $ref: '#/components/schemas/Owner' }] }
Owner: { type: object, required: [id], properties: { id: { type: integer } } }";
    let expected = "Owner < {id: i64}\nRoot < {a?: Owner, b?: Owner, c?: Owner, d?: Owner|null}";
    assert_eq!(answer(schemas), expected);
}

#[test]
fn null_is_a_value_where_an_inline_part_or_the_component_says_so() {
    let schemas = "
Root:
  type: object
  required: [required]
  properties:
    required: { type: string, nullable: true }
    part: { allOf: [{ $ref: '#/components/schemas/Owner' }, { nullable: true }] }
    component: { $ref: '#/components/schemas/Maybe' }
    all: { allOf: [{ $ref: '#/components/schemas/Maybe' }] }
    some: { allOf: [{ $ref: '#/components/schemas/Maybe' }, { $ref: '#/components/schemas/Owner' }] }
    listed: { enum: [a, null] }
    member: { anyOf: [{ type: string }, { enum: [null], nullable: true }] }
    nothing_else: { anyOf: [{ $ref: '#/components/schemas/Owner' }, { nullable: true }] }
    anything_else: { anyOf: [{ $ref: '#/components/schemas/Anything' }, { type: string }] }
    inner: { oneOf: [{ $ref: '#/components/schemas/Choice' }, { type: boolean }] }
    items: { type: array, items: { type: integer, nullable: true } }
    anything: { nullable: true }
Owner: { type: object, properties: { id: { type: integer } } }
Anything: { nullable: true }
Maybe: { type: object, nullable: true, properties: { at: { type: string } } }
Choice: { anyOf: [{ type: string, maxLength: 1 }, { type: integer, nullable: true }] }";
    let expected = "\
Choice > String(text) | Integer(i64)
Maybe > {at?: text}
Owner > {id?: i64}
Root > {required: text|null, part~: Owner|null, component~: Maybe|null, all~: Maybe|null, some?: RootSome, listed~: RootListed|null, member~: text|null, nothing_else~: Owner|null, anything_else~: RootAnythingElse|null, inner~: RootInner|null, items?: [i64|null], anything~: any}
RootAnythingElse > String(text) | Anything(any)
RootInner > Boolean(bool) | Choice(Choice)
RootListed > A=\"a\"
RootSome > {at?: text, id?: i64}";
    assert_eq!(request(schemas), expected);
}

#[test]
fn null_is_a_value_where_a_chain_of_references_ends_at_one_that_says_so() {
    let schemas = "
Root:
  type: object
  properties:
    member: { anyOf: [{ $ref: '#/components/schemas/Near' }, { type: array, items: { type: string } }] }
    parts: { allOf: [{ $ref: '#/components/schemas/Near' }, { $ref: '#/components/schemas/Far' }] }
Near: { $ref: '#/components/schemas/Far' }
Far: { type: boolean, nullable: true }";
    let expected = "Root > {member~: RootMember|null, parts~: bool|null}\nRootMember > Near(bool) | List([text])";
    assert_eq!(request(schemas), expected);
}

#[test]
fn a_property_of_two_parts_is_what_both_say() {
    let schemas = "
Root:
  allOf:
    - $ref: '#/components/schemas/Base'
    - type: object
      required: [kind]
      properties:
        day: { type: object, properties: { count: { type: integer } } }
        kind: { description: Mine. }
Base:
  type: object
  properties:
    kind: { type: string, enum: [a, b] }
    day: { type: object, required: [limit], properties: { limit: { type: integer } } }";
    let expected = "\
BaseKind > A=\"a\" | B=\"b\"
Root > {kind: RootKind, day?: RootDay}
RootDay > {limit: i64, count?: i64}
RootKind > A=\"a\" | B=\"b\"";
    assert_eq!(request(schemas), expected.split_once('\n').expect("lines").1);
}

#[test]
fn a_bound_or_a_list_of_values_in_a_sibling_counts() {
    let schemas = "
Root:
  type: object
  properties:
    count: { allOf: [{ $ref: '#/components/schemas/Count' }, { minimum: 3 }] }
    size: { allOf: [{ minimum: 1 }, { type: integer }] }
    kind: { allOf: [{ $ref: '#/components/schemas/Kind' }], enum: [a] }
Count: { type: integer, format: int32, maximum: 10 }
Kind: { type: string, enum: [a, b] }";
    let expected = "\
Root > {count?: RootCount, size?: i64, kind?: RootKind}
RootCount > Integer { minimum: Some(3), maximum: Some(10), multiple_of: None }
RootKind > A=\"a\"";
    assert_eq!(request(schemas), expected);
}

#[test]
fn a_contradiction_is_any_json_and_a_finding() {
    let schemas = "
Root:
  type: object
  properties:
    types: { allOf: [{ type: string }, { type: integer }] }
    union: { allOf: [{ type: array, items: {} }, { oneOf: [{ type: string }, { type: integer }] }] }
    agreed: { allOf: [{ type: string }, { oneOf: [{ type: string, maxLength: 3 }, { type: integer }] }] }";
    let result = interpreted(&super::document(schemas, true, false));
    assert_eq!(super::show::types(&result.api), "Root > {types~: any, union~: any, agreed?: text}");
    let found: Vec<_> = result.findings.iter().map(|finding| (finding.rule, finding.pointer.as_str())).collect();
    let place = |name: &str| format!("/components/schemas/Root/properties/{name}");
    let (types, union) = (place("types"), place("union"));
    assert_eq!(found, [("contradicting-schemas", types.as_str()), ("contradicting-schemas", union.as_str())]);
}

#[test]
fn openapi_3_1_is_read_into_the_same_model() {
    let document = "
openapi: 3.1.0
info: { title: A, version: '1' }
paths:
  /x: { post: { operationId: send, requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } } }, responses: {} } }
components:
  schemas:
    Root:
      type: object
      $defs: { Inner: { type: object, properties: { z: { type: boolean } } } }
      properties:
        a: { type: [string, 'null'] }
        b: { type: [string, integer] }
        c: { const: fixed }
        d: { $ref: '#/components/schemas/Count', maximum: 7 }
        e: { anyOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'null' }] }
        f: { $ref: '#/components/schemas/Root/$defs/Inner' }
        g: true
    Count: { type: integer, exclusiveMinimum: 2, maximum: 10 }
    Owner: { type: object, properties: { id: { type: integer } } }";
    let expected = "\
Owner > {id?: i64}
Root > {a~: text|null, b?: RootB, c?: RootC, d?: RootD, e~: Owner|null, f?: RootInner, g~: any}
RootB > Integer(i64) | String(text)
RootC > Fixed=\"fixed\"
RootD > Integer { minimum: Some(3), maximum: Some(7), multiple_of: None }
RootInner > {z?: bool}";
    assert_eq!(super::show::types(&interpreted(document).api), expected);
}
