//! What each kind of type is written as.

use openscaler_openapi::document::Source;

use super::{macros, types};
use crate::interpret::interpret;

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
    let (types, macros) = (types(&api), macros(&api));
    let file = syn::parse2(quote::quote!(#types #macros)).expect("Rust");
    prettyplease::unparse(&file)
}

/// Whether `written` has each of some texts, which stand on lines of their own.
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
            "pub b_c: ::std::option::Option<bool>,",
        ],
    );
}

#[test]
fn other_properties_have_a_map() {
    let written = written(
        "
    Root: { type: object, properties: { a: { type: integer } }, additionalProperties: { type: number } }",
    );
    let map = "pub extra: ::std::collections::BTreeMap<::std::string::String, f64>,";
    assert_has(&written, &["#[serde(flatten)]", map]);
}

#[test]
fn a_scalar_has_a_macro_of_the_same_rules() {
    let written = written(
        "
    Root: { type: object, properties: { word: { $ref: '#/components/schemas/Word' } } }
    Word: { type: string, minLength: 2 }",
    );
    assert_has(&written, &["#[scalar(min_length = 2)]", "macro_rules! word {"]);
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
    assert_has(&written, &["#[derive(::openscaler_codegen::TaggedUnion)]", "#[serde(tag = \"kind\")]"]);
    assert_has(&written, &["macro_rules! root_input {", "#[tagged_union(start = b)]"]);
}

#[test]
fn a_variant_called_like_the_drafts_conversion_has_another_constructor() {
    let written = written(
        "
    Root: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, required: [kind], properties: { kind: { type: string, enum: [try_from] } } }
    B: { type: object, required: [kind], properties: { kind: { type: string, enum: [b] } } }",
    );
    assert_has(&written, &["#[tagged_union(start = try_from_2)]"]);
    assert!(written.contains("try_from_2_with"), "{written}");
}

#[test]
fn a_union_asks_the_tables_of_its_members() {
    let written = written(
        "
    Root: { oneOf: [{ type: integer }, { $ref: '#/components/schemas/A' }] }
    A: { type: object, required: [x], properties: { x: { type: string } } }",
    );
    assert_has(&written, &["pub enum Root {", "Integer(i64),", "Unknown(::serde_json::Value),"]);
    assert!(written.contains("super::tables::A).fits(&value)"), "{written}");
}
