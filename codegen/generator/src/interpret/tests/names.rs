//! Names of types, and which types are one.

use super::{answer, both, interpreted, request, show};

#[test]
fn inline_types_are_called_by_title_or_by_place() {
    let schemas = "
Root:
  type: object
  properties:
    titled: { title: A thing, type: object, properties: { inner: { type: object, properties: { x: {} } } } }
    taken: { title: Other, type: object, properties: { y: {} } }
    placed: { type: array, items: { type: object, properties: { z: {} } } }
    mapped: { type: object, additionalProperties: { type: object, properties: { w: {} } } }
    other: { $ref: '#/components/schemas/Other' }
Other: { type: object, properties: { v: {} } }";
    let expected = "\
AThing < {inner?: AThingInner}
AThingInner < {x?: any}
Other < {v?: any}
Root < {titled?: AThing, taken?: RootTaken, placed?: [RootPlacedItem], mapped?: {*: RootMappedValue}, other?: Other}
RootMappedValue < {w?: any}
RootPlacedItem < {z?: any}
RootTaken < {y?: any}";
    assert_eq!(answer(schemas), expected);
}

#[test]
fn equal_inline_schemas_of_one_title_are_one_type_and_others_are_called_by_place() {
    let schemas = "
Root:
  type: object
  properties:
    a: { title: Size, type: string, enum: [s] }
    b: { title: Size, type: string, enum: [s] }
    c: { title: Kind, type: string, enum: [s] }
    d: { title: Kind, type: string, enum: [m] }";
    let expected = "\
Root > {a?: Size, b?: Size, c?: RootC, d?: RootD}
RootC > S=\"s\"
RootD > M=\"m\"
Size > S=\"s\"";
    assert_eq!(request(schemas), expected);
}

#[test]
fn a_property_of_a_base_has_one_type_in_all_that_include_it() {
    let schemas = "
Root: { type: object, properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/B' } } }
Base: { type: object, properties: { kind: { type: string, enum: [x] } } }
A: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, properties: { a: { type: string } } }] }
B: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, properties: { b: { type: string } } }] }";
    let expected = "\
A > {kind?: BaseKind, a?: text}
B > {kind?: BaseKind, b?: text}
BaseKind > X=\"x\"
Root > {a?: A, b?: B}";
    assert_eq!(request(schemas), expected);
}

#[test]
fn names_that_become_one_are_numbered_by_pointer_whatever_the_order() {
    let shown = |first: &str, second: &str| {
        request(&format!("
Root: {{ type: object, properties: {{ {first}: {{ $ref: '#/components/schemas/{first}' }}, {second}: {{ $ref: '#/components/schemas/{second}' }} }} }}
{first}: {{ type: object, properties: {{ {first}: {{}} }} }}
{second}: {{ type: object, properties: {{ {second}: {{}} }} }}"))
    };
    for (first, second) in [("foo_bar", "fooBar"), ("fooBar", "foo_bar")] {
        let shown = shown(first, second);
        let types: Vec<&str> = shown.lines().take(2).collect();
        assert!(types[0].starts_with("FooBar >"), "{shown}");
        assert!(types[1].starts_with("FooBar2 >"), "{shown}");
        let of_first = interpreted(&super::document("Root: { type: string }", true, false));
        assert_eq!(show::types(&of_first.api), "Root > \"\" 0..0 \"\"");
    }
}

#[test]
fn what_is_made_of_a_name_is_taken_too() {
    let schemas = "
Root: { type: object, properties: { input: { $ref: '#/components/schemas/RootInput' }, draft: { $ref: '#/components/schemas/RootDraft' }, id: { type: integer, readOnly: true } } }
RootInput: { type: object, properties: { a: { type: boolean } } }
RootDraft: { type: object, properties: { b: { type: boolean } } }";
    let names: Vec<String> =
        both(schemas).lines().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(names, ["Root", "RootDraft2", "RootInput", "RootInput2"]);
}

#[test]
fn long_names_lose_the_words_between() {
    let long = "a_property_with_a_rather_long_name";
    let schemas = format!("
Root: {{ type: object, properties: {{ {long}: {{ type: object, properties: {{ another_{long}: {{ type: object, properties: {{ x: {{}} }} }} }} }} }} }}");
    let api = interpreted(&super::document(&schemas, true, true)).api;
    assert!(api.types.iter().all(|ty| ty.name.len() <= 60), "{}", show::types(&api));
}
