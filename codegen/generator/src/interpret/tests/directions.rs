//! What is sent and what is received.

use super::both;

#[test]
fn a_schema_that_is_alike_in_both_directions_is_one_type() {
    let schemas = "
Root: { type: object, properties: { inner: { $ref: '#/components/schemas/Inner' }, list: { type: array, items: { type: object, properties: { x: { type: integer } } } } } }
Inner: { type: object, required: [id], properties: { id: { type: string }, parent: { $ref: '#/components/schemas/Root' } } }";
    let expected = "\
Inner >< {id: text, parent?: Root}
Root >< {inner?: *Inner, list?: [RootListItem]}
RootListItem >< {x?: i64}";
    assert_eq!(both(schemas), expected);
}

#[test]
fn a_schema_that_holds_what_differs_by_direction_becomes_two() {
    let schemas = "
Root: { type: object, properties: { inner: { $ref: '#/components/schemas/Inner' }, same: { $ref: '#/components/schemas/Same' } } }
Inner: { type: object, properties: { kind: { type: string, enum: [a] } } }
Same: { type: object, properties: { x: { type: integer } } }";
    let expected = "\
Inner < {kind?: InnerKind}
InnerInput > {kind?: InnerKindInput}
InnerKind < A=\"a\" | Unknown(text)
InnerKindInput > A=\"a\"
Root < {inner?: Inner, same?: Same}
RootInput > {inner?: InnerInput, same?: Same}
Same >< {x?: i64}";
    assert_eq!(both(schemas), expected);
}

#[test]
fn null_and_absence_differ_where_a_request_may_have_either() {
    let schemas = "
Root:
  type: object
  required: [must, any_must]
  properties:
    must: { type: string, nullable: true }
    may: { type: string, nullable: true }
    any: {}
    any_must: {}
    named: { $ref: '#/components/schemas/Named' }
    same: { $ref: '#/components/schemas/Same' }
Named: { type: integer, nullable: true }
Same: { type: object, required: [x], properties: { x: { type: integer, nullable: true }, y: { type: integer } } }";
    let expected = "\
Root < {must: text|null, may?: text|null, any?: any, any_must: any, named?: i64|null, same?: Same}
RootInput > {must: text|null, may~: text|null, any~: any, any_must: any, named~: i64|null, same?: Same}
Same >< {x: i64|null, y?: i64}";
    assert_eq!(both(schemas), expected);
}

#[test]
fn null_and_absence_differ_in_variants_too() {
    let schemas = "
Root: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, required: [kind], properties: { kind: { type: string, enum: [a] }, x: { type: integer, nullable: true } } }
B: { type: object, required: [kind], properties: { kind: { type: string, enum: [b] }, x: {} } }";
    assert_eq!(super::request(schemas), "Root > by kind: A \"a\" {x~: i64|null} | B \"b\" {x~: any}");
    assert_eq!(super::answer(schemas), "Root < by kind: A \"a\" {x?: i64|null} | B \"b\" {x?: any} | Unknown");
}

#[test]
fn read_only_is_not_sent_and_write_only_not_received() {
    let schemas = "
Root:
  type: object
  required: [id, name, private_key]
  properties:
    id: { type: integer, readOnly: true }
    name: { type: string }
    private_key: { type: string, writeOnly: true }
    stamp: { $ref: '#/components/schemas/Stamp' }
Stamp: { type: string, readOnly: true }";
    let expected = "\
Root < {id: i64, name: text, stamp?: text}
RootInput > {name: text, private_key: RootPrivateKey}
RootPrivateKey > \"\" 0..0 \"\" secret";
    assert_eq!(both(schemas), expected);
}

#[test]
fn an_answer_has_no_rules() {
    let schemas = "
Root:
  type: object
  properties:
    name: { $ref: '#/components/schemas/Name' }
    at: { type: string, format: date-time }
    list: { type: string, format: comma-separated }
    on: { type: boolean, enum: [true] }
    level: { type: integer, enum: [1, 2] }
Name: { type: string, minLength: 1 }";
    let expected = "\
Name > \"\" 1..0 \"\"
Root < {name?: text, at?: date-time, list?: comma-separated, on?: bool, level?: RootLevel}
RootInput > {name?: Name, at?: text, list?: text, on?: RootOn, level?: RootLevelInput}
RootLevel < X1=1 | X2=2 | Unknown(i64)
RootLevelInput > X1=1 | X2=2
RootOn > True=true";
    assert_eq!(both(schemas), expected);
}
