//! The generated code of each kind of type.

use openscaler_openapi::document::Source;

use super::{builders, macros, tables, types};
use crate::interpret::interpret;
use crate::print;

/// The types and macros of a document with an operation that sends and receives `Root`.
fn written(schemas: &str) -> String {
    let content = "content: { application/json: { schema: { $ref: '#/components/schemas/Root' } } }";
    let document = format!(
        "
openapi: 3.0.3
info: {{ title: A, version: '1' }}
paths:
  /x:
    post:
      operationId: send
      requestBody: {{ required: true, {content} }}
      responses: {{ '200': {{ description: It., {content} }} }}
components:
  schemas:{schemas}
"
    );
    let api = interpret(&Source::parse("a.yaml", document).expect("YAML")).api;
    let written = [
        print::block(types(&api)),
        builders(&api).map_or_else(|| Ok(String::new()), print::block),
        Ok(tables(&api).unwrap_or_default()),
        print::block(macros(&api)),
    ];
    written.map(|written| written.expect("Rust")).concat()
}

/// Asserts that `written` contains each of `lines` as a whole line.
fn assert_has(written: &str, lines: &[&str]) {
    for line in lines {
        assert!(written.lines().any(|found| found.trim() == *line), "no `{line}` in:\n{written}");
    }
}

#[test]
fn a_field_that_may_be_absent_is_left_out() {
    let written = written(
        "
    Root: { type: object, required: [a], properties: { a: { type: integer }, 'b-c': { type: boolean } } }",
    );
    assert_has(
        &written,
        &[
            "pub a: i64,",
            "#[serde(rename = \"b-c\")]",
            "#[serde(skip_serializing_if = \"::std::option::Option::is_none\")]",
            "pub b_c: Option<bool>,",
        ],
    );
}

#[test]
fn a_type_with_a_name_of_the_prelude_leaves_that_to_its_path() {
    let written = written(
        "
    Root: { type: object, properties: { a: { $ref: '#/components/schemas/String' }, b: { type: string } } }
    String: { type: object }",
    );
    assert_has(&written, &["pub a: Option<crate::types::String>,", "pub b: Option<::std::string::String>,"]);
}

#[test]
fn a_field_of_a_request_tells_null_from_absence() {
    let written = written(
        "
    Root: { type: object, properties: { a: { type: integer, nullable: true }, b: {}, c: { type: integer } } }",
    );
    assert_has(
        &written,
        &[
            "skip_serializing_if = \"::openscaler_runtime::field::Field::is_absent\"",
            "pub a: ::openscaler_runtime::field::Field<i64>,",
            "pub b: ::openscaler_runtime::field::Field<::serde_json::Value>,",
            "pub c: Option<i64>,",
            // The answer.
            "pub a: Option<i64>,",
            "pub b: Option<::serde_json::Value>,",
        ],
    );
}

#[test]
fn other_properties_have_a_map() {
    let written = written(
        "
    Root: { type: object, properties: { a: { type: integer } }, additionalProperties: { type: number } }",
    );
    let map = "pub extra: ::std::collections::BTreeMap<String, f64>,";
    assert_has(&written, &["#[serde(flatten)]", map]);
}

#[test]
fn a_scalar_has_a_macro_of_the_same_rules() {
    let written = written(
        "
    Root: { type: object, properties: { word: { $ref: '#/components/schemas/Word' } } }
    Word: { type: string, minLength: 2 }",
    );
    assert_has(&written, &["#[scalar(min_length = 2)]", "macro_rules! __word {", "pub use __word as word;"]);
}

#[test]
fn an_enum_is_closed_in_requests_and_open_in_answers() {
    let written = written(
        "
    Root: { type: string, enum: [a, b-c] }",
    );
    assert_has(&written, &["pub enum Root {", "Unknown(::std::string::String),", "pub enum RootInput {"]);
    assert_has(&written, &["#[open_enum(value = \"b-c\")]", "#[serde(rename = \"b-c\")]"]);
}

#[test]
fn a_tagged_union_has_builders_where_it_is_sent() {
    let written = written(
        "
    Root: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, required: [kind], properties: { kind: { type: string, enum: [a] } } }
    B: { type: object, required: [kind], properties: { kind: { type: string, enum: [b] }, n: { type: integer } } }",
    );
    assert_has(&written, &["#[serde(tag = \"kind\")]"]);
    assert!(written.contains("\"b\" =>"), "{written}");
    assert_has(&written, &["macro_rules! __root_input {", "pub const fn b() -> BBuilder {"]);
}

#[test]
fn a_variant_called_like_the_drafts_conversion_has_another_constructor() {
    let written = written(
        "
    Root: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, required: [kind], properties: { kind: { type: string, enum: [try_from] } } }
    B: { type: object, required: [kind], properties: { kind: { type: string, enum: [b] } } }",
    );
    assert_has(&written, &["pub const fn try_from_2() -> TryFromBuilder {"]);
    assert!(written.contains("try_from_2_with"), "{written}");
}

#[test]
fn a_variant_without_fields_can_be_made_where_it_may_gain_some() {
    let written = written(
        "
    Root: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, required: [kind], properties: { kind: { enum: [1] } } }
    B: { type: object, required: [kind], properties: { kind: { enum: [2] }, n: { type: integer } } }",
    );
    assert_has(&written, &["pub fn a() -> Self {", "pub fn b() -> Self {"]);
}

#[test]
fn a_union_asks_the_tables_of_its_members() {
    let written = written(
        "
    Root: { oneOf: [{ type: integer }, { $ref: '#/components/schemas/A' }] }
    A: { type: object, required: [x], properties: { x: { type: string } } }",
    );
    assert_has(&written, &["pub enum Root {", "Integer(i64),", "Unknown(::serde_json::Value),"]);
    assert!(
        written.contains("&crate::generated::tables::A,") && written.contains("MEMBERS[1].fits(&mut value)"),
        "{written}"
    );
}

#[test]
fn a_table_has_the_names_of_a_type_and_its_own() {
    // The names of the runtime's tables, of types.
    let written = written(
        "
    Root: { type: object, required: [shape], properties: { shape: { $ref: '#/components/schemas/Shape' }, text: { $ref: '#/components/schemas/Text' } } }
    Shape: { type: object, properties: { list: { type: array, minItems: 1, items: { $ref: '#/components/schemas/Root' } } } }
    Text: { type: string, maxLength: 3 }",
    );
    assert_has(
        &written,
        &["pub(super) static Text: Shape = Shape::Scalar(\"Text\", Rules::Text(&crate::types::Text::CONSTRAINTS));"],
    );
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Property::Required(\"shape\", &ShapeInput), Property::Optional(\"text\", &Text)",
        "Bounds { least: 1, most: ::std::option::Option::None, unique: false }",
        "pub RootInputDraft = RootInput by crate ::generated::tables::RootInput",
    ] {
        assert!(written.contains(part), "{written}");
    }
}

#[test]
fn a_request_has_a_constructor_of_every_field() {
    let written = written(
        "
    Root:
      type: object
      required: [type]
      properties: { type: { type: string }, b: { $ref: '#/components/schemas/U' } }
      additionalProperties: true
    U:
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
    A: { type: object, required: [kind], properties: { kind: { enum: [1, 2] }, n: { type: integer } } }
    B: { type: object, required: [kind], properties: { kind: { enum: [3] } }, additionalProperties: true }",
    );
    assert_has(&written, &["pub mod root_input_builders {", "pub mod u_input_builders {", "pub const fn b_with("]);
    assert_has(&written, &["pub const fn root_input_with(", "crate::types::RootInput {", "extra,"]);
}

#[test]
fn a_request_has_a_table_of_its_own_fields() {
    let written = written(
        "
    Root:
      type: object
      required: [a-b, c, g]
      properties:
        a-b: { type: array, maxItems: 2, items: { $ref: '#/components/schemas/Word' } }
        c: { $ref: '#/components/schemas/Inner' }
        d: { type: object, additionalProperties: { type: integer, nullable: true } }
        e: { type: string, nullable: true }
        f: { $ref: '#/components/schemas/Root' }
        g: { const: 1 }
        h: { type: string, enum: [i, j] }
      additionalProperties: {}
    Word: { type: string, minLength: 2 }
    Inner: { type: object, properties: { kind: { type: string, enum: [x, 'y#\"'] } } }",
    );
    let table = "r##\"RootInput root_input draft RootInputDraft
root_input_builders::root_input_with {
    \"a-b\": [string Word word, max_items = 2],
    \"c\": object InnerInput inner_input,
    \"d\"?: {i64 | null},
    \"e\"?: string | null,
    \"f\"?: boxed object RootInput root_input,
    \"g\": integer enum RootGInput root_g_input = 1,
    \"h\"?: string enum RootHInput root_h_input,
    ..json,
},\"##";
    let table = table.replace("r##", "r#").replace("\"##", "\"#");
    assert!(written.contains(&table), "{written}");
    assert!(written.contains("\"y#\\\"\" => InnerKindInput::Y"), "{written}");
}

#[test]
fn a_union_repeats_what_distinguishes_its_members() {
    let written = written(
        "
    Root: { oneOf: [{ type: integer }, { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, required: [x], properties: { x: { type: string, enum: [a] }, y: { type: string } } }
    B: { type: object, required: [x], properties: { x: { type: integer } } }",
    );
    for case in [
        "RootInput::Integer(i64),",
        "RootInput::A(object AInput a_input; { \"x\": \"a\", \"y\"?: string, }),",
        "; { \"x\": i64, }),",
    ] {
        assert!(written.contains(case), "no `{case}` in {written}");
    }
}

/// JSON has escapes that Rust has not.
#[test]
fn a_table_has_the_literals_of_rust() {
    let written = written(
        r#"
    Root: { oneOf: [{ type: integer }, { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, required: [x], properties: { x: { type: string, enum: ["a\b", "\f\x01"] } } }
    B: { oneOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/D' }] }
    C: { type: object, required: [kind], properties: { kind: { type: string, enum: ["c\b"] } } }
    D: { type: object, required: [kind], properties: { kind: { type: string, enum: [d] } } }"#,
    );
    for part in [
        r#""a\u{8}" => AXInput::"#,
        r#"{ "x": "a\u{8}" "\u{c}\u{1}", }"#,
        r#""c\u{8}" => b_input_builders::"#,
        r#""kind": "c\u{8}","#,
    ] {
        assert!(written.contains(part), "no `{part}` in {written}");
    }
}
