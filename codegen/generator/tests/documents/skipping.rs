//! What is left out of a document that cannot be carried whole.

use openscaler_generator::skip::{Carried, generate_carried};
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Severity;

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
    Bad: { $ref: 'other.yaml#/Nowhere' }
    Unused: { type: strange }",
    );
    let reason = ("remote-reference", "/components/schemas/Bad/$ref");
    assert_eq!(left_out(&carried), [("POST /a", vec![reason])]);
    assert_eq!(methods(&carried), ["keep"]);
    let code = &carried.generated.expect("it").code;
    assert!(code.contains("struct Shared") && !code.contains("struct Mine") && !code.contains("Unused"), "{code}");
}

#[test]
fn a_schema_that_is_missing_is_any_json() {
    let carried = carried(
        "
  /a:
    get: { operationId: keep, responses: { '200': { description: it, content: { application/json: {
      schema: { type: object, properties: { a: { $ref: '#/components/schemas/Nowhere' } } } } } } } }
    put: { operationId: lose, parameters: [{ $ref: '#/components/parameters/Nowhere' }], responses: { '204': { description: it } } }",
        "",
    );
    assert_eq!(left_out(&carried), [("PUT /a", vec![("unresolved-reference", "/paths/~1a/put/parameters/0/$ref")])]);
    assert_eq!(methods(&carried), ["keep"]);
    let [finding] = carried.findings.as_slice() else { panic!("one finding") };
    assert_eq!((finding.rule, finding.severity), ("unresolved-reference", Severity::Warning));
    let code = &carried.generated.as_ref().expect("it can be generated from").code;
    assert!(code.contains("pub a: Option<::serde_json::Value>,"), "{code}");
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
      requestBody: { content: { none: { schema: { type: object } } } }
      responses: { '204': { description: it } }",
        "
components:
  examples:
    One: { value: one }",
    );
    let reason = ("unsupported-operation", "/paths/~1a/post");
    assert_eq!(left_out(&carried), [("POST /a", vec![reason])]);
    assert_eq!(methods(&carried), ["keep"]);
}

#[test]
fn what_is_wrong_with_a_path_counts_for_each_operation() {
    let carried = carried(
        "
  /a#{b}:
    get: { operationId: one, responses: { '204': { description: it } } }
    post: { operationId: two, responses: { '204': { description: it } } }
  /c:
    get: { operationId: three, responses: { '204': { description: it } } }",
        "",
    );
    let path = || vec![("malformed-path", "/paths/~1a#{b}")];
    assert_eq!(left_out(&carried), [("GET /a#{b}", path()), ("POST /a#{b}", path())]);
    assert_eq!(methods(&carried), ["three"]);
}

#[test]
fn no_operation_is_lost_to_security() {
    let carried = carried(
        "
  /a:
    get: { operationId: one, responses: { '204': { description: it } } }
    put: { operationId: two, security: [{ digest: [] }, { saml: [] }], responses: { '204': { description: it } } }",
        "security: [{ nowhere: [] }]
components: { securitySchemes: { digest: { type: http, scheme: digest } } }",
    );
    assert_eq!(left_out(&carried), []);
    assert_eq!(methods(&carried), ["one", "two"]);
    let rules: Vec<_> = carried.findings.iter().map(|finding| (finding.rule, finding.pointer.as_str())).collect();
    let expected = [
        ("undefined-security-scheme", "/paths/~1a/put/security/1/saml"),
        ("unsupported-security-scheme", "/paths/~1a/put/security/0/digest"),
        ("undefined-security-scheme", "/security/0/nowhere"),
    ];
    assert!(expected.iter().all(|expected| rules.contains(expected)), "{rules:?}");
}

#[test]
fn what_is_wrong_with_the_whole_document_stays_an_error() {
    let text = "openapi: 4.0.0\ninfo: {title: A, version: 1.0.0}\npaths: {}\n";
    let carried = generate_carried(&Source::parse("a.yaml", text.to_owned()).expect("YAML"), "a.yaml");
    assert!(carried.generated.is_none() && carried.skipped.is_empty());
    assert_eq!(carried.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["unsupported-version"]);
}

#[test]
fn what_no_operation_needs_costs_nothing() {
    let carried = carried(
        "
  /a:
    get: { operationId: keep, responses: { '204': { description: it, headers: { h: { $ref: '#/components/headers/No' } } } } }",
        "
x-a: 1
x-a: 2
components:
  schemas:
    Unused: { $ref: '#/components/schemas/Nowhere' }
    Cycle: { allOf: [{ $ref: '#/components/schemas/Cycle' }] }",
    );
    assert_eq!(left_out(&carried), []);
    assert_eq!(methods(&carried), ["keep"]);
    let rules: Vec<_> = carried.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["unresolved-reference", "duplicate-key", "unresolved-reference", "cyclic-reference"]);
}

#[test]
fn a_parameter_of_a_path_item_in_components_costs_the_operations_that_use_it() {
    let text = "
openapi: 3.1.0
info: { title: A, version: 1.0.0 }
paths:
  /a: { $ref: '#/components/pathItems/A' }
  /b: { get: { operationId: keep, responses: { '204': { description: it } } } }
components:
  pathItems:
    A:
      parameters: [{ $ref: 'other.yaml#/id' }]
      get: { operationId: lose, responses: { '204': { description: it } } }
";
    let carried = generate_carried(&Source::parse("a.yaml", text.to_owned()).expect("YAML"), "a.yaml");
    assert_eq!(methods(&carried), ["keep"]);
    let [skipped] = carried.skipped.as_slice() else { panic!("one is left out") };
    assert_eq!(skipped.pointer, "/components/pathItems/A/get");
    assert_eq!(skipped.reasons[0].rule, "remote-reference");
}
