//! What is left out of a document that cannot be carried whole.

use openscaler_generator::skip::{Carried, generate_carried};
use openscaler_openapi::document::Source;

fn carried(paths: &str, more: &str) -> Carried {
    let text = format!("openapi: 3.0.3\ninfo: {{title: A, version: 1.0.0}}\npaths:{paths}\n{more}\n");
    generate_carried(&Source::parse("a.yaml", text).expect("YAML"), "a.yaml")
}

fn left_out(carried: &Carried) -> Vec<(&str, Vec<(&str, &str)>)> {
    let reasons = |skipped: &openscaler_generator::skip::Skipped| {
        skipped.reasons.iter().map(|finding| (finding.rule, finding.pointer.clone())).collect::<Vec<_>>()
    };
    carried
        .skipped
        .iter()
        .map(|skipped| {
            let reasons = reasons(skipped).into_iter().map(|(rule, pointer)| (rule, &*pointer.leak()));
            (&*skipped.route, reasons.collect())
        })
        .collect()
}

fn methods(carried: &Carried) -> Vec<&str> {
    let generated = carried.generated.as_ref().expect("it can be generated from");
    generated.api.operations.iter().map(|operation| operation.name.as_str()).collect()
}

#[test]
fn an_operation_that_cannot_be_carried_goes_with_what_only_it_reaches() {
    let carried = carried(
        "
  /a:
    get: { operationId: keep, responses: { '200': { $ref: '#/components/responses/Both' } } }
    post:
      operationId: lose
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Mine' } } } }
      responses: { '200': { $ref: '#/components/responses/Both' } }",
        "
components:
  responses:
    Both: { description: it, content: { application/json: { schema: { $ref: '#/components/schemas/Shared' } } } }
  schemas:
    Shared: { type: object, properties: { a: { type: string } } }
    Mine: { type: object, properties: { bad: { $ref: '#/components/schemas/Bad' } } }
    Bad: { $ref: '#/components/schemas/Nowhere' }
    Unused: { type: strange }",
    );
    let reason = ("unresolved-reference", "/components/schemas/Bad/$ref");
    assert_eq!(left_out(&carried), [("POST /a", vec![reason])]);
    assert_eq!(methods(&carried), ["keep"]);
    let code = &carried.generated.expect("it").code;
    assert!(code.contains("struct Shared") && !code.contains("struct Mine") && !code.contains("Unused"), "{code}");
}

#[test]
fn an_example_that_others_refer_to_stays() {
    let carried = carried(
        "
  /a:
    get:
      operationId: keep
      responses: { '200': { description: it, content: { application/json: {
        schema: { type: string }, examples: { one: { $ref: '#/components/examples/One' } } } } } }
    post:
      operationId: lose
      requestBody: { content: { multipart/form-data: { schema: { type: object } } } }
      responses: { '204': { description: it } }",
        "
components:
  examples:
    One: { value: one }",
    );
    let reason = ("unsupported-request-body", "/paths/~1a/post/requestBody/content");
    assert_eq!(left_out(&carried), [("POST /a", vec![reason])]);
    assert_eq!(methods(&carried), ["keep"]);
}

#[test]
fn what_is_wrong_with_a_path_or_with_the_security_of_all_counts_for_each_operation() {
    let carried = carried(
        "
  /a#{b}:
    get: { operationId: one, security: [], responses: { '204': { description: it } } }
    post: { operationId: two, security: [], responses: { '204': { description: it } } }
  /c:
    get: { operationId: three, responses: { '204': { description: it } } }
    put: { operationId: four, security: [], responses: { '204': { description: it } } }",
        "security: [{ key: [] }]
components: { securitySchemes: { key: { type: apiKey, in: query, name: k } } }",
    );
    let path = || vec![("malformed-path", "/paths/~1a#{b}")];
    let key = vec![("unsupported-security-scheme", "/security/0/key")];
    assert_eq!(left_out(&carried), [("GET /a#{b}", path()), ("POST /a#{b}", path()), ("GET /c", key)]);
    assert_eq!(methods(&carried), ["four"]);
}

#[test]
fn what_is_wrong_with_the_whole_document_stays_an_error() {
    let text = "openapi: 3.0.3\ninfo: {title: A, version: é}\npaths: {}\n";
    let carried = generate_carried(&Source::parse("a.yaml", text.to_owned()).expect("YAML"), "a.yaml");
    assert!(carried.generated.is_none() && carried.skipped.is_empty());
    assert_eq!(carried.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["non-ascii-version"]);
}
