//! Schemas that are made of themselves.

use super::{answer, request};

#[test]
fn a_field_that_leads_back_is_boxed_and_a_list_needs_no_box() {
    let schemas = "
Root: { type: object, required: [next], properties: { next: { $ref: '#/components/schemas/Next' }, all: { type: array, items: { $ref: '#/components/schemas/Root' } } } }
Next: { type: object, properties: { root: { $ref: '#/components/schemas/Root' }, self: { $ref: '#/components/schemas/Next' } } }";
    let expected = "Next > {root?: Root, self_?: *Next}\nRoot > {next: *Next, all?: [Root]}";
    assert_eq!(request(schemas), expected);
}

#[test]
fn what_includes_itself_has_an_end() {
    let schemas = "
Root: { allOf: [{ $ref: '#/components/schemas/Root' }, { $ref: '#/components/schemas/Other' }] }
Other: { allOf: [{ $ref: '#/components/schemas/Root' }, { type: object, properties: { x: { $ref: '#/components/schemas/Root' } } }] }";
    assert_eq!(answer(schemas), "Root < {x?: *Root}");
    assert_eq!(answer("Root: { $ref: '#/components/schemas/Root' }"), "");
    assert_eq!(answer("Root: { oneOf: [{ $ref: '#/components/schemas/Root' }, { type: string }] }"), "Root < = text");
}

#[test]
fn unions_that_are_members_of_each_other_are_written_out() {
    let schemas = "
Root: { oneOf: [{ $ref: '#/components/schemas/Other' }, { type: string }] }
Other: { oneOf: [{ $ref: '#/components/schemas/Root' }, { type: integer }] }";
    assert_eq!(answer(schemas), "Root < Integer(i64) | String(text) | Unknown");
}

#[test]
fn an_alias_of_itself_is_any_json() {
    assert_eq!(answer("Root: { type: array, items: { $ref: '#/components/schemas/Root' } }"), "Root < = [any]");
    let schemas = "Root: { oneOf: [{ type: string }, { type: array, items: { $ref: '#/components/schemas/Root' } }] }";
    assert_eq!(answer(schemas), "Root < String(text) | List([Root]) | Unknown");
}

#[test]
fn schemas_that_include_each_other_end_soon() {
    // Each level includes both schemas of the next: 2^40 ways to the last one.
    let mut diamond = "Root: { $ref: '#/components/schemas/A0' }".to_owned();
    for level in 0..40 {
        let both = format!(
            "{{ allOf: [{{ $ref: '#/components/schemas/A{0}' }}, {{ $ref: '#/components/schemas/B{0}' }}] }}",
            level + 1
        );
        diamond += &format!("\nA{level}: {both}\nB{level}: {both}");
    }
    diamond += "\nA40: { type: object, nullable: true, properties: { a: {} } }\nB40: { type: object, nullable: true, properties: { b: {} } }";
    assert_eq!(request(&diamond), "A0 > {a~: any, b~: any}");
    // Each member is a union of the two of the next level, with properties of its own: as many combinations.
    let mut product = "Root: { $ref: '#/components/schemas/A0' }".to_owned();
    for level in 0..40 {
        for name in ["A", "B"] {
            product += &format!(
                "\n{name}{level}: {{ type: object, properties: {{ {name}{level}: {{}} }}, oneOf: [{{ $ref: '#/components/schemas/A{0}' }}, {{ $ref: '#/components/schemas/B{0}' }}] }}",
                level + 1
            );
        }
    }
    product += "\nA40: { type: object, properties: { x: {} } }\nB40: { type: object, properties: { y: {} } }";
    assert_eq!(request(&product), "A0 > = any");
}

#[test]
fn a_combination_of_circles_ends() {
    // Five circles of different lengths: every combination of their places is a schema of its own.
    let mut schemas = String::new();
    let mut parts = Vec::new();
    for length in [3, 5, 7, 11, 13] {
        parts.push(format!("{{ $ref: '#/components/schemas/P{length}x0' }}"));
        for index in 0..length {
            let next = (index + 1) % length;
            schemas += &format!(
                "\nP{length}x{index}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/P{length}x{next}' }} }} }}"
            );
        }
    }
    let document = super::document(&format!("Root: {{ allOf: [{}] }}{schemas}", parts.join(", ")), false, true);
    let result = super::interpreted(&document);
    assert!(result.findings.iter().any(|finding| finding.rule == "too-many-combinations"));
    assert!(result.api.types.len() < 5_000);
}
