//! Unions that only content tells apart, and enums that are written as unions.

use super::{answer, interpreted, request};

#[test]
fn what_demands_more_is_tried_first() {
    let schemas = "
Root: { type: object, properties: { object: { $ref: '#/components/schemas/Object' }, scalar: { $ref: '#/components/schemas/Scalar' } } }
Object: { oneOf: [{ $ref: '#/components/schemas/Draft' }, { type: array, items: { type: string } }, { $ref: '#/components/schemas/Issued' }] }
Draft: { type: object, required: [name], properties: { name: { type: string } } }
Issued: { type: object, required: [name, serial], properties: { name: { type: string }, serial: { type: string } } }
Scalar: { anyOf: [{ type: number }, { type: string }, { type: integer }, { type: string, format: date-time }] }";
    let expected = "\
Draft < {name: text}
Issued < {name: text, serial: text}
Object < Issued(Issued) | Draft(Draft) | List([text]) | Unknown
Root < {object?: Object, scalar?: Scalar}
Scalar < Integer(i64) | Number(number) | DateTime(date-time) | String(text) | Unknown";
    assert_eq!(answer(schemas), expected);
}

#[test]
fn members_of_equal_shape_are_one_and_one_member_is_no_union() {
    let schemas = "
Root: { type: object, properties: { a: { oneOf: [{ type: string, format: uri }, { type: string, maxLength: 5 }, { type: integer }] }, b: { oneOf: [{ type: string, maxLength: 3 }, { type: string, minLength: 3 }] } } }";
    assert_eq!(request(schemas), "Root > {a?: RootA, b?: text}\nRootA > String(text) | Integer(i64)");
}

#[test]
fn members_of_one_rust_type_are_one_without_the_rules_in_which_they_differ() {
    let schemas = "
Root: { oneOf: [{ $ref: '#/components/schemas/Names' }, { type: array, items: { type: string } }, { type: boolean }] }
Names: { type: array, maxItems: 3, items: { type: string } }";
    assert_eq!(request(schemas), "Root > Names([text]) | Boolean(bool)");
}

#[test]
fn inline_members_are_called_by_what_they_are() {
    let schemas = "
Root:
  oneOf:
    - { title: Short form, type: string }
    - { type: array, items: { type: object, properties: { x: { type: integer } } } }
    - { type: object, required: [both, alone], properties: { both: {}, alone: {} } }
    - { type: object, required: [both], properties: { both: {} } }
    - { type: integer, enum: [7] }";
    let expected = "\
Root > ShortForm(text) | List([RootListItem]) | Alone(RootAlone) | Variant4(RootVariant4) | X7(RootX7)
RootAlone > {both: any, alone: any}
RootListItem > {x?: i64}
RootVariant4 > {both: any}
RootX7 > X7=7";
    assert_eq!(request(schemas), expected);
}

#[test]
fn members_that_only_restrict_make_no_union() {
    let schemas = "
Root: { type: object, properties: { a: { type: string }, b: { type: string, anyOf: [{ pattern: ^e }, { pattern: ^f }] } }, anyOf: [{ required: [a] }, { required: [b] }] }";
    assert_eq!(request(schemas), "Root > {a?: text, b?: text}");
}

#[test]
fn several_types_are_a_union_of_them() {
    let schemas = "
Root: { type: object, properties: { limit: { anyOf: [{ type: integer }, { type: string }], pattern: '^[0-9]+$' } } }";
    assert_eq!(answer(schemas), "Root < {limit?: RootLimit}\nRootLimit < Integer(i64) | String(text) | Unknown");
}

#[test]
fn a_union_of_a_string_and_an_enum_is_an_open_enum() {
    let schemas = "
Root: { type: object, properties: { model: { anyOf: [{ type: string }, { $ref: '#/components/schemas/Model' }] } } }
Model: { type: string, enum: [large, small] }";
    let expected = "Root > {model?: RootModel}\nRootModel > Large=\"large\" | Small=\"small\" | Other(text)";
    assert_eq!(request(schemas), expected);
}

#[test]
fn literals_with_titles_are_an_enum_with_names() {
    let schemas = "
Root:
  type: object
  properties:
    kind: { $ref: '#/components/schemas/Kind' }
    one: { type: integer, enum: [1], allOf: [{ $ref: '#/components/schemas/Kind' }] }
Kind: { type: integer, oneOf: [{ title: ONE, enum: [1] }, { title: TWO, enum: [2] }] }";
    let expected = "\
Kind < One=1 | Two=2 | Unknown(i64)
Root < {kind?: Kind, one?: RootOne}
RootOne < One=1 | Unknown(i64)";
    assert_eq!(answer(schemas), expected);
}

#[test]
fn unions_in_one_all_of_are_combined_up_to_a_limit() {
    let union = |name: &str, members: usize| {
        let member = |index| {
            format!(
                "{{ type: object, required: [{name}{index}], properties: {{ {name}{index}: {{ type: string }} }} }}"
            )
        };
        format!("{{ oneOf: [{}] }}", (0..members).map(member).collect::<Vec<_>>().join(", "))
    };
    let few = format!("Root: {{ allOf: [{}, {}] }}", union("a", 2), union("b", 2));
    let shown = request(&few);
    for object in ["{a0: text, b0: text}", "{a0: text, b1: text}", "{a1: text, b0: text}", "{a1: text, b1: text}"] {
        assert!(shown.contains(object), "{object} in {shown}");
    }
    let many = format!("Root: {{ allOf: [{}, {}] }}", union("a", 9), union("b", 9));
    let result = interpreted(&super::document(&many, true, false));
    assert_eq!(super::show::types(&result.api), "Root > = any");
    assert_eq!(result.findings[0].rule, "too-many-combinations");
}

#[test]
fn types_choose_the_member_of_a_union_that_another_union_restricts() {
    let schemas = "\
Root:
  allOf:
    - { type: object, properties: { result: { anyOf: [{ type: object }, { type: array, items: {} }, { type: string }] } } }
    - { type: object, properties: { result: { anyOf: [{ type: object, nullable: true }, { type: string }] } } }
    - { type: object, properties: { result: { $ref: '#/components/schemas/Record' } } }
Record: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, required: [kind], properties: { kind: { type: string, enum: [a] } } }
B: { required: [kind], properties: { kind: { type: string, enum: [b] }, port: { type: integer } } }";
    let expected = "\
Record < by kind: A \"a\" {} | B \"b\" {port?: i64} | Unknown
Root < {result?: Record|null}";
    assert_eq!(answer(schemas), expected);
}
