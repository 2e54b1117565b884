//! Unexpected progenitor output is an error, and cookies are sent.

use openscaler_openapi::document::Source;
use quote::quote;

use super::{emit, known, progenitor, stub};
use crate::api::Api;
use crate::interpret::interpret;
use crate::print;

fn api(parameter: &str) -> Api {
    let document = format!(
        "
openapi: 3.0.3
info: {{ title: A, version: '1' }}
paths:
  /pets/{{id}}:
    get:
      operationId: get_pet
      parameters:
        - {{ name: id, in: path, required: true, schema: {{ type: string }} }}
        - {parameter}
      responses: {{ '204': {{ description: Done. }} }}
"
    );
    interpret(&Source::parse("a.yaml", document).expect("YAML")).api
}

#[test]
fn a_changed_statement_of_progenitor_is_an_error() {
    let api = api("{ name: q, in: query, schema: { type: string } }");
    let mut methods = progenitor::signatures(&api).expect("progenitor generates");
    let mut method = methods.remove(&stub::method_name(0)).expect("the method");
    let operation = &api.operations[0];
    known::check(0, operation, &method).expect("expected code");
    let body = method.body.clone();
    method.body = quote!(#body; retry().await);
    let error = known::check(0, operation, &method).expect_err("a statement more");
    assert!(error.to_string().contains("retry"), "{error}");
    method.body = quote!(trace(); #body);
    let error = known::check(0, operation, &method).expect_err("another statement first");
    assert!(error.to_string().contains("trace"), "{error}");
    method.body = body.into_iter().skip(1).collect();
    known::check(0, operation, &method).expect_err("a statement that lacks its start");
}

#[test]
fn cookies_are_one_header() {
    let api = api("{ name: session, in: cookie, schema: { type: string } }");
    let written = print::block(emit(&api).expect("calls")).expect("Rust");
    assert!(written.contains("options: &crate::types::"), "{written}");
    assert!(written.contains("add_cookie("), "{written}");
}

/// As in the example and in the method that resolves a lost call.
#[test]
fn a_cookie_that_is_a_number_is_passed_by_value() {
    let api = api("{ name: session, in: cookie, required: true, schema: { type: integer } }");
    let written = print::block(emit(&api).expect("calls")).expect("Rust");
    assert_eq!(written.matches("session: i64").count(), 2, "{written}");
}

#[test]
fn credentials_beyond_the_default_are_documented() {
    let document = "
openapi: 3.0.3
info: { title: A, version: '1' }
security: [{ key: [] }]
paths:
  /a:
    get: { operationId: usual }
    put: { operationId: open, security: [] }
    post: { operationId: more, security: [{ basic: [] }, { key: [], bearer: [] }] }
    delete: { operationId: optional, security: [{}, { key: [] }] }
components:
  securitySchemes:
    key: { type: apiKey, in: query, name: k }
    basic: { type: http, scheme: basic }
    bearer: { type: http, scheme: bearer }
";
    let api = interpret(&Source::parse("a.yaml", document.to_owned()).expect("YAML")).api;
    let written = |id: &str| {
        let operation = api.operations.iter().find(|operation| operation.id == id).expect("the operation");
        super::docs::describe(&api, operation)
    };
    assert!(!written("usual").contains("credentials"), "{}", written("usual"));
    for (id, expected) in [
        ("open", "Sends no credentials"),
        ("more", "Requires the credentials `basic`, or `key` and `bearer`"),
        ("optional", "Sends the credentials `key`, if the client has them"),
    ] {
        assert!(written(id).lines().any(|line| line == expected), "{}", written(id));
    }
}

#[test]
fn an_operation_has_an_example_with_its_required_arguments() {
    let document = "
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets/{id}/{kind}:
    post:
      operationId: add_pet
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: kind, in: path, required: true, schema: { $ref: '#/components/schemas/Kind' } }
        - { name: q, in: query, schema: { type: string } }
        - { name: x, in: header, required: true, schema: { type: string } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
      responses: { '204': { description: Done. } }
components:
  schemas:
    Kind: { type: string, enum: [cat, dog] }
    Error: { type: object, properties: { a: { type: string } } }
";
    let api = interpret(&Source::parse("a.yaml", document.to_owned()).expect("YAML")).api;
    let written = print::block(emit(&api).expect("calls")).expect("Rust");
    let lines: Vec<&str> = written.lines().map(|line| line.trim_start().trim_start_matches("///")).collect();
    let start = lines.iter().position(|line| *line == " ```no_run").expect("an example");
    let end = lines.iter().rposition(|line| *line == " ```").expect("its end");
    let expected = "\
 use pets_api::types::Kind;
 use pets_api::{Client, Error};

 async fn example(
     client: &Client,
     id: i64,
     kind: &Kind,
     x: &str,
     body: &pets_api::types::Error,
 ) -> Result<(), Error> {
     let response = client.add_pet(id, kind, x, body).await?;
     println!(\"";
    let example = lines[start + 1..end].join("\n");
    assert!(example.trim_start().starts_with(expected), "{example}");
}
