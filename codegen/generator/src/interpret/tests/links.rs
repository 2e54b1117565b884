//! Links: which of them resolve an unknown outcome, which nearly do, and which are for something else.

use super::interpreted;
use crate::api::LinkArgument;

/// A creation whose answer has the link, and what it links to.
fn document(link: &str) -> String {
    format!(
        "
openapi: 3.0.3
info: {{ title: A, version: '1' }}
paths:
  /boxes/{{box_id}}/things:
    post:
      operationId: create_thing
      parameters: [{{ $ref: '#/components/parameters/Box' }}]
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/NewThing' }} }} }} }}
      responses:
        '201':
          description: Created.
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing' }} }} }}
          links: {{ thing: {link} }}
  /boxes/{{box_id}}/things/{{thing-name}}:
    parameters:
      - {{ $ref: '#/components/parameters/Box' }}
      - {{ name: thing-name, in: path, required: true, schema: {{ $ref: '#/components/schemas/Name' }} }}
    get:
      operationId: get_thing
      parameters: [{{ name: fields, in: query, schema: {{ type: string }} }}]
      responses: {{ '200': {{ description: It., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing' }} }} }} }} }}
    delete:
      operationId: delete_thing
      responses: {{ '204': {{ description: Gone. }} }}
  /boxes/{{box_id}}/history/{{thing-name}}:
    get:
      operationId: get_history
      parameters:
        - {{ $ref: '#/components/parameters/Box' }}
        - {{ name: thing-name, in: path, required: true, schema: {{ $ref: '#/components/schemas/Name' }} }}
      responses: {{ '200': {{ description: It., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/NewThing' }} }} }} }} }}
components:
  links:
    Shared: {{ operationId: get_thing, parameters: {{ box_id: $request.path.box_id, thing-name: $request.body#/name }} }}
  parameters:
    Box: {{ name: box_id, in: path, required: true, schema: {{ $ref: '#/components/schemas/BoxId' }} }}
  schemas:
    BoxId: {{ type: string, minLength: 1 }}
    Name: {{ type: string, minLength: 2 }}
    Thing: {{ type: object, properties: {{ name: {{ type: string }} }} }}
    NewThing:
      oneOf: [{{ $ref: '#/components/schemas/Big' }}, {{ $ref: '#/components/schemas/Small' }}]
      discriminator: {{ propertyName: size, mapping: {{ big: '#/components/schemas/Big', small: '#/components/schemas/Small' }} }}
    Big:
      type: object
      required: [size, name]
      properties:
        size: {{ type: string, enum: [big] }}
        name: {{ $ref: '#/components/schemas/Name' }}
        alias: {{ $ref: '#/components/schemas/Name' }}
        note: {{ type: string }}
    Small:
      type: object
      required: [size, name, alias]
      properties:
        size: {{ type: string, enum: [small] }}
        name: {{ $ref: '#/components/schemas/Name' }}
        alias: {{ $ref: '#/components/schemas/Name' }}
"
    )
}

/// The method and its arguments, and the finding.
fn resolution(document: &str) -> (Option<String>, Option<String>) {
    let interpreted = interpreted(document);
    let operations = &interpreted.api.operations;
    let resolution = operations[0].resolution.as_ref().map(|it| {
        let arguments = it.arguments.iter().map(|argument| match argument {
            LinkArgument::Parameter(index) => operations[0].parameters[*index].name.clone(),
            LinkArgument::Field { name, .. } => format!("body.{name}"),
            LinkArgument::Accessor { name, .. } => format!("body.{name}()"),
        });
        let arguments: Vec<String> = arguments.collect();
        format!("{}: {}({})", it.name, operations[it.target].name, arguments.join(", "))
    });
    let mut found = interpreted.findings.iter().filter(|finding| finding.rule == "unusable-link");
    (resolution, found.next().map(|finding| finding.message.clone()))
}

const RESOLVED: &str = "resolve_create_thing: get_thing(box_id, body.name())";

#[test]
fn a_link_with_what_every_request_has_resolves() {
    for link in [
        "{ $ref: '#/components/links/Shared' }",
        "{ operationId: get_thing, parameters: { path.box_id: '{$request.path.box_id}', thing-name: $request.body#/name } }",
        "{ operationRef: '#/paths/~1boxes~1{box_id}~1things~1{thing-name}/get', parameters: { box_id: $request.path.box_id, thing-name: $request.body#/name } }",
    ] {
        assert_eq!(resolution(&document(link)), (Some(RESOLVED.to_owned()), None), "{link}");
    }
}

#[test]
fn a_near_miss_is_a_finding_that_says_what_is_missing() {
    let given = |parameters: &str| format!("{{ operationId: get_thing, parameters: {{ {parameters} }} }}");
    for (link, reason) in [
        (given("box_id: $request.path.box_id"), "`thing-name` is not set"),
        (given("box_id: $request.path.box, thing-name: $request.body#/name"), "the path has no parameter `box`"),
        (
            given("box_id: $request.path.box_id, thing-name: $request.body#/note"),
            "`/note` is not a required field of every request",
        ),
        (
            given("box_id: $request.path.box_id, thing-name: $request.body#/alias"),
            "`/alias` is not a required field of every request",
        ),
        (
            given("box_id: $request.body#/name, thing-name: $request.body#/name"),
            "`box_id` and `$request.body#/name` have different schemas",
        ),
        (given("box_id: $request.path.box_id, thing-name: 7"), "`thing-name` is set to `7`"),
        (
            given("box_id: $request.path.box_id, thing-name: $request.body#/name, fields: $request.body#/name"),
            "`fields` is optional",
        ),
        (
            given("box_id: $request.path.box_id, thing-name: $request.body#/name, x: 1"),
            "it has no parameter `x`",
        ),
        (given("box_id: $request.query.box_id"), "`box_id` is set to `\"$request.query.box_id\"`; `thing-name` is not set"),
        (
            "{ operationId: get_history, parameters: { box_id: $request.path.box_id, thing-name: $request.body#/name } }"
                .to_owned(),
            "it returns another type",
        ),
    ] {
        let target = if link.contains("history") { "get_history" } else { "get_thing" };
        let message =
            format!("the link to `{target}` cannot tell whether a lost call of `create_thing` took effect: {reason}");
        assert_eq!(resolution(&document(&link)), (None, Some(message)), "{link}");
    }
}

#[test]
fn other_links_are_for_something_else() {
    for link in [
        "{ operationId: get_thing, parameters: { box_id: $request.path.box_id, thing-name: $response.body#/name } }",
        "{ operationId: delete_thing, parameters: { box_id: $request.path.box_id, thing-name: $request.body#/name } }",
        "{ operationId: unknown, parameters: { box_id: $request.path.box_id } }",
        "{ operationId: get_thing }",
    ] {
        assert_eq!(resolution(&document(link)), (None, None), "{link}");
    }
    // A call that can simply be repeated needs none.
    let idempotent = document("{ $ref: '#/components/links/Shared' }").replace("    post:", "    put:");
    assert_eq!(resolution(&idempotent), (None, None));
}

#[test]
fn a_second_link_makes_up_for_the_first() {
    let links = "{ operationId: get_thing, parameters: { box_id: 1 } }, other: { $ref: '#/components/links/Shared' }";
    assert_eq!(resolution(&document(links)), (Some(RESOLVED.to_owned()), None));
}

#[test]
fn a_method_of_that_name_comes_first() {
    let taken = document("{ $ref: '#/components/links/Shared' }").replace("delete_thing", "resolveCreateThing");
    let expected = RESOLVED.replace("resolve_create_thing", "resolve_create_thing_2");
    assert_eq!(resolution(&taken), (Some(expected), None));
}

#[test]
fn a_struct_has_the_field_itself() {
    let document = document("{ $ref: '#/components/links/Shared' }").replace(
        "schema: { $ref: '#/components/schemas/NewThing' } } } }\n      responses:\n        '201'",
        "schema: { $ref: '#/components/schemas/Small' } } } }\n      responses:\n        '201'",
    );
    let expected = RESOLVED.replace("name()", "name");
    assert_eq!(resolution(&document), (Some(expected), None));
}
