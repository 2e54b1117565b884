//! How findings are shown.

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{check, render};

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
error[duplicate-operation-id]: the `operationId` `listAll` is taken
  --> pets.yaml:10:20
   |
 6 |       operationId: listAll
   |                    ------- taken here
...
10 |       operationId: listAll
   |                    ^^^^^^^
   |
   = note: at `/paths/~1cats/get/operationId`
   = help: give each operation an id of its own

pets.yaml: 1 error, 0 warnings
";
    assert_eq!(rendered(text), expected);
}

#[test]
fn another_version_is_told_in_one_line() {
    let expected = "error[unsupported-version]: pets.yaml:1:10: this is Swagger `2.0`, and only OpenAPI 3.0 can be read; \
                    convert it to OpenAPI 3.0, with `swagger2openapi` for instance\n";
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
    assert!(shown.contains("error[unknown-type]") && shown.contains("in pets.yaml, line 1, byte "), "{shown}");
    assert!(shown.len() < 2_000, "{shown}");
}
