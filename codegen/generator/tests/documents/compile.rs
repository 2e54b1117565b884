//! What is generated compiles with the client's hand-written layer, and does what it is for.

use openscaler_generator::generate::generate;
use openscaler_generator::lint;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Severity;

use crate::generated_crate::GeneratedCrate;

#[test]
fn a_document_with_all_that_depends_on_the_direction_works() {
    let code = code_of("everything.yaml", include_str!("everything.yaml"));
    for needless in ["chrono", "uuid", "regress"] {
        assert!(!code.contains(&format!("::{needless}::")), "the client would depend on {needless}");
    }
    GeneratedCrate::write("everything", "2024", &code, include_str!("everything.rs")).run();
}

#[test]
fn unions_with_names_that_are_awkward_in_rust_work() {
    let code = code_of("unions.yaml", include_str!("unions.yaml"));
    for edition in ["2021", "2024"] {
        GeneratedCrate::write(&format!("unions-{edition}"), edition, &code, include_str!("unions.rs")).run();
    }
}

#[test]
fn requests_are_written_as_json_at_every_depth() {
    let code = code_of("requests.yaml", include_str!("requests.yaml"));
    for edition in ["2021", "2024"] {
        GeneratedCrate::write(&format!("requests-{edition}"), edition, &code, include_str!("requests.rs")).run();
    }
}

#[test]
fn every_mistake_in_a_request_is_reported_at_once() {
    let code = code_of("requests.yaml", include_str!("requests.yaml"));
    // Before the compiler looks at types, it has to be content with the macros.
    for (name, main) in [("mistakes", include_str!("mistakes.rs")), ("mistyped", include_str!("mistyped.rs"))] {
        GeneratedCrate::write(name, "2021", &code, main).assert_refusal(&format!("{name}.txt"));
    }
}

#[test]
fn names_of_the_prelude_work() {
    let code = code_of("prelude.yaml", include_str!("prelude.yaml"));
    GeneratedCrate::write("prelude", "2024", &code, include_str!("prelude.rs")).run();
}

#[test]
fn a_struct_without_a_required_field_is_not_built() {
    let code = code_of("prelude.yaml", include_str!("prelude.yaml"));
    let main = "use openscaler_api::types::{Default, FileInput, SelfInput};
        fn main() {
            let _ = FileInput::builder().vec(vec![]).type_(String::new()).self_2(String::new()).build();
            let default = Default::try_from(1).unwrap();
            let _ = SelfInput::builder().default(default).default(default).build();
            let _ = FileInput::builder().std(1).std_nul();
        }";
    let refusal = GeneratedCrate::write("prelude-mistakes", "2024", &code, main).refusal();
    for said in [
        "missing field `Option` of `FileInput`",
        "missing field `Self` of `FileInput`",
        "missing field `build` of `FileInput`",
        "add `.build_(..)` before `.build()`",
        "this field is given more than once",
        "help: there is a method `std_null` with a similar name",
    ] {
        assert!(refusal.contains(said), "{refusal}");
    }
    assert_eq!(refusal.matches("error[").count(), 5, "{refusal}");
}

#[test]
fn null_and_absence_differ_in_requests() {
    let code = code_of("fields.yaml", include_str!("fields.yaml"));
    GeneratedCrate::write("fields", "2024", &code, include_str!("fields.rs")).run();
}

#[test]
fn an_answer_is_read_without_what_departs_from_the_document() {
    let code = code_of("departures.yaml", include_str!("departures.yaml"));
    GeneratedCrate::write("departures", "2024", &code, include_str!("departures.rs")).run();
}

#[test]
fn every_body_has_a_draft() {
    let code = code_of("drafts.yaml", include_str!("drafts.yaml"));
    GeneratedCrate::write("drafts", "2024", &code, include_str!("drafts.rs")).run();
}

#[test]
fn what_people_write_works() {
    let code = code_of("idioms.yaml", include_str!("idioms.yaml"));
    GeneratedCrate::write("idioms", "2024", &code, include_str!("idioms.rs")).run();
}

#[test]
fn credentials_arrive_where_they_belong() {
    let code = code_of("credentials.yaml", include_str!("credentials.yaml"));
    GeneratedCrate::write("credentials", "2024", &code, include_str!("credentials.rs")).run();
}

#[test]
fn a_client_without_credentials_does_not_compile() {
    let code = code_of("credentials.yaml", include_str!("credentials.yaml"));
    // What another operation requires is not enough.
    let main = "use openscaler_api::{BasicAuth, Client};
        fn main() {
            let _ = Client::builder().basic(BasicAuth::new(\"user\", \"password\")).build();
        }";
    let refusal = GeneratedCrate::write("credentials-missing", "2024", &code, main).refusal();
    for said in [
        "a client requires credentials",
        "add `.credentials(Credentials::api_key_and_app_key(ApiKey::new(\"…\"), ApiKey::new(\"…\")))` or \
         `.credentials(Credentials::bearer(BearerToken::new(\"…\")))` before `.build()`",
    ] {
        assert!(refusal.contains(said), "{refusal}");
    }
    assert_eq!(refusal.matches("error[").count(), 1, "{refusal}");
}

#[test]
fn bodies_and_answers_of_all_kinds_work() {
    let code = code_of("bodies.yaml", include_str!("bodies.yaml"));
    GeneratedCrate::write("bodies", "2024", &code, include_str!("bodies.rs")).run();
}

/// What a document without errors generates to.
fn code_of(name: &str, text: &str) -> String {
    let source = Source::parse(name, text.to_owned()).expect("YAML");
    let errors: Vec<_> = lint::check(&source).into_iter().filter(|found| found.severity == Severity::Error).collect();
    assert_eq!(errors, []);
    generate(&source, name).expect("it can be generated from").code
}
