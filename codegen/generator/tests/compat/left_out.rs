//! Documents with unsupported operations: the report without these operations.

use openscaler_generator::compat::{Report, SCHEMA, carry, compare, compare_carried, json, markdown, text};
use openscaler_openapi::document::Source;
use serde_json::Value;

const GET: &str = "{ operationId: listPets, responses: { '200': { $ref: '#/components/responses/Pets' } } }";
const SUPPORTED: &str = "{ operationId: addPet, requestBody: { content: { application/json: { schema: { $ref: \
                         '#/components/schemas/Pet' } } } }, responses: { '204': { description: added } } }";
const UNSUPPORTED: &str = "{ operationId: addPet, requestBody: { content: { none: { schema: { $ref: \
                           '#/components/schemas/Pet' } } } }, responses: { '204': { description: added } } }";

fn document(paths: &str) -> Source {
    let text = format!(
        "openapi: 3.0.3
info: {{ title: Pets, version: 1.0.0 }}
paths: {{ {paths} }}
components:
  responses:
    Pets: {{ description: all, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }}
  schemas:
    Pet: {{ type: object, properties: {{ name: {{ type: string }} }} }}
"
    );
    Source::parse("pets.yaml", text).expect("YAML")
}

fn pets(operations: &[(&str, &str)]) -> Source {
    let operations: Vec<_> = operations.iter().map(|(method, operation)| format!("{method}: {operation}")).collect();
    document(&format!("/pets: {{ {} }}", operations.join(", ")))
}

fn report(old: &Source, new: &Source) -> Report {
    let report = compare_carried((old, carry(old)), (new, carry(new))).expect("a report");
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let json = json(&report, None);
    jsonschema::validate(&schema, &json).unwrap_or_else(|error| panic!("{error}: {json:#}"));
    report
}

/// The verdict, and each change with whether old callers compile and old requests are valid.
fn said(report: &Report) -> (&str, Vec<(&str, &str, bool, bool)>) {
    let changes = report
        .changes
        .iter()
        .map(|change| (change.kind, &*change.message, change.old_callers.holds(), change.old_requests.holds()));
    (report.level.name(), changes.collect())
}

#[test]
fn equal_documents_have_no_difference_whatever_is_left_out() {
    let documents = [
        pets(&[("get", GET), ("post", UNSUPPORTED)]),
        pets(&[("post", UNSUPPORTED)]),
        pets(&[("get", GET)]),
        document(""),
    ];
    for document in documents {
        let left_out = usize::from(document.text.contains("none: "));
        let report = report(&document, &document);
        assert_eq!(said(&report), ("none", Vec::new()), "{}", document.text);
        assert_eq!(report.left_out.len(), 2 * left_out);
    }
}

#[test]
fn where_nothing_is_left_out_the_report_is_the_same() {
    let (old, new) = (pets(&[("get", GET)]), pets(&[("get", GET), ("post", SUPPORTED)]));
    assert_eq!(report(&old, &new), compare(&old, &new).expect("a report"));
}

#[test]
fn an_operation_that_is_supported_no_longer_is_lost_to_callers_and_not_to_the_api() {
    let (old, new) = (pets(&[("get", GET), ("post", SUPPORTED)]), pets(&[("get", GET), ("post", UNSUPPORTED)]));
    let report = report(&old, &new);
    let message = "`addPet` (`POST /pets`) is no longer generated: it breaks `unsupported-operation`";
    assert_eq!(said(&report).0, "major");
    assert_eq!(said(&report).1[0], ("operation-unsupported", message, false, true));
    let text = text(&report, None);
    assert!(text.contains("  `addPet` (`POST /pets`) at pets.yaml:3: unsupported-operation\n"), "{text}");
    assert!(report.changes.iter().all(|change| change.old_requests.holds()), "{text}");
}

#[test]
fn one_that_is_gone_is_told_as_gone_and_one_that_was_never_there_not_at_all() {
    let supported = pets(&[("get", GET), ("post", SUPPORTED)]);
    let unsupported = pets(&[("get", GET), ("post", UNSUPPORTED)]);
    let without = pets(&[("get", GET)]);
    let removed = report(&supported, &without);
    assert_eq!(said(&removed).1[0], ("operation-removed", "`addPet` (`POST /pets`) is removed", false, false));
    assert_eq!(said(&report(&unsupported, &without)), ("none", Vec::new()));
    assert_eq!(said(&report(&without, &unsupported)), ("none", Vec::new()));
}

#[test]
fn one_that_is_supported_now_is_new_to_callers() {
    let (old, new) = (pets(&[("get", GET), ("post", UNSUPPORTED)]), pets(&[("get", GET), ("post", SUPPORTED)]));
    let report = report(&old, &new);
    let message = "`addPet` (`POST /pets`) can now be generated";
    assert_eq!(said(&report).1[0].1, message);
    assert_eq!((report.changes[0].kind, report.changes[0].level().name()), ("operation-added", "minor"));
}

#[test]
fn what_is_left_out_on_one_side_only_makes_no_difference_to_the_rest() {
    // What is left has its references written out: of one document, or of both.
    let more =
        "/pets: { get: { operationId: listPets, responses: { '200': { $ref: '#/components/responses/Pets' } } } },
  /other: { get: { operationId: other, responses: { '200': { $ref: '#/paths/~1pets/get/responses/200' } } } }";
    let old = document(more);
    let new = document(&format!("{more}, /new: {{ post: {UNSUPPORTED} }}"));
    assert_eq!(said(&report(&old, &new)), ("none", Vec::new()));
    assert_eq!(said(&report(&new, &old)), ("none", Vec::new()));
}

#[test]
fn a_report_tells_what_breaks_and_folds_what_does_not() {
    let old = pets(&[("get", GET), ("post", SUPPORTED)]);
    let new = pets(&[("get", &GET.replace("operationId", "summary: All pets, operationId"))]);
    let report = report(&old, &new);
    let expected = "### API changes: major

- **major**: `addPet` (`POST /pets`) is removed (`pets.yaml:3`)
  - some old requests are invalid: `POST /pets` is no longer served
  - some old callers do not compile: `Client::add_pet` is removed

<details><summary>Changes without an effect on callers: 1</summary>

- **patch**: the summary of `listPets` has changed (`pets.yaml:3`)

</details>

Version: 1.2.3 → 2.0.0, 0.2.3 → 0.3.0, 0.0.3 → 0.0.4 (a breaking change raises the first number that is not 0)
";
    assert_eq!(markdown(&report, None), expected);
    let expected = "pets.yaml → pets.yaml

major: `addPet` (`POST /pets`) is removed
  at pets.yaml:3, `/paths/~1pets/post`
  some old requests are invalid: `POST /pets` is no longer served
  some old callers do not compile: `Client::add_pet` is removed

patch: the summary of `listPets` has changed
  at pets.yaml:3, `/paths/~1pets/get/summary`

verdict: major
version: 1.2.3 → 2.0.0, 0.2.3 → 0.3.0, 0.0.3 → 0.0.4 (a breaking change raises the first number that is not 0)

for CHANGELOG.md:

- **Breaking:** `addPet` (`POST /pets`) is removed (`Client::add_pet` is removed).
- The summary of `listPets` has changed.
";
    assert_eq!(text(&report, None), expected);
}
