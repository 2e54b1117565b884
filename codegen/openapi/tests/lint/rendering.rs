//! How findings are shown.

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Selection, check, render, render_selected};

fn rendered(text: &str) -> String {
    let source = Source::parse("pets.yaml", text.to_owned()).expect("the text is YAML");
    render(&source, &check(&source))
}

#[test]
fn a_finding_is_shown_as_rustc_shows_errors() {
    let text = "\
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listAll
      responses: {\"204\": {description: Done.}}
  /cats:
    get:
      operationId: listAll
      responses: {\"204\": {description: Done.}}
";
    let expected = "\
warning[duplicate-operation-id]: duplicate `operationId` `listAll`: its method gets a number
  --> pets.yaml:10:20
   |
 6 |       operationId: listAll
   |                    ------- first used here
...
10 |       operationId: listAll
   |                    ^^^^^^^
   |
   = note: at `/paths/~1cats/get/operationId`
   = help: give each operation its own id

pets.yaml: 0 errors, 1 warning
";
    assert_eq!(rendered(text), expected);
}

#[test]
fn another_version_is_told_in_one_line() {
    let expected = "error[unsupported-version]: pets.yaml:1:10: unsupported version Swagger `2.0`: expected OpenAPI 3.0 or \
                    3.1; convert it to OpenAPI 3, for example with `swagger2openapi`\n";
    assert_eq!(rendered("swagger: \"2.0\"\n"), expected);
}

#[test]
fn no_finding_is_said_too() {
    let text = "openapi: 3.0.3\ninfo: {title: Pets, version: 1.0.0}\npaths: {}\n";
    assert_eq!(rendered(text), "pets.yaml: 0 errors, 0 warnings\n");
}

#[test]
fn of_a_long_line_the_part_around_the_place_is_shown() {
    let filler = r#"{"type": "string"}, "#.repeat(2_000);
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "A", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{
            "A": {{"oneOf": [{filler}{{"type": "strnig"}}]}}}}}}}}"#
    )
    .replace('\n', " ");
    let shown = rendered(&text);
    assert!(shown.contains("warning[unknown-type]") && shown.contains("in pets.yaml, line 1, byte "), "{shown}");
    assert!(shown.len() < 2_000, "{shown}");
}

#[test]
fn an_error_says_how_many_operations_it_costs() {
    let text = "\
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get: {operationId: list, responses: {\"200\": {$ref: \"#/components/responses/Pet\"}}}
    put: {operationId: set, responses: {\"200\": {$ref: \"#/components/responses/Pet\"}}}
components:
  responses:
    Pet: {description: It., content: {application/json: {schema: {$ref: \"#/components/schemas/Dog\"}}}}
";
    let shown = rendered(text);
    assert!(shown.contains("/schema/$ref`, used by 2 operations\n"), "{shown}");
}

#[test]
fn many_findings_are_counted_by_rule_and_a_limit_leaves_out_the_last() {
    let schemas: String = (0..30).map(|number| format!("    S{number}: {{type: thing}}\n")).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: 1.0.0}}\npaths: {{}}\ncomponents:\n  schemas:\n    T: {{enum: []}}\n{schemas}"
    );
    let source = Source::parse("pets.yaml", text).expect("the text is YAML");
    let findings = check(&source);
    let shown = |errors_only, limit| render_selected(&source, &findings, Selection { errors_only, limit: Some(limit) });
    let summary = "     30 warning[unknown-type]\n      1 warning[empty-parts]\npets.yaml: 0 errors, 31 warnings\n";
    assert_eq!(shown(true, 5), summary);
    let limited = shown(false, 2);
    assert!(limited.ends_with(&format!("… and 29 more\n\n{summary}")), "{limited}");
    assert_eq!(limited.matches("= help").count(), 2);
}
