//! Findings that need Rust names, lowering or the model: what cannot be generated, or only under another name.
//!
//! They have the same form as those of `openscaler_openapi`; [`check`] returns both.

mod bodies;
mod names;
mod operations;
mod parameters;
mod references;
mod responses;

use openscaler_openapi::context::Context;
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Severity::{Error, Warning};
use openscaler_openapi::lint::{self, Finding, Rule, rule};

/// The rules of the generator's own.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("missing-operation-id", Warning, operations::missing_operation_id,
        "an operation has no `operationId`, so its method is named by its path"),
    rule("colliding-operation-id", Warning, operations::colliding_operation_id,
        "two `operationId`s become one method"),
    rule("reserved-operation-id", Warning, operations::reserved_operation_id,
        "an `operationId` becomes a method that the client has"),
    rule("colliding-parameters", Error, parameters::colliding_parameters,
        "an operation has a parameter twice"),
    rule("unsupported-parameter", Error, parameters::unsupported_parameter,
        "a parameter cannot be sent as the document says"),
    rule("unsupported-request-body", Error, bodies::unsupported_request_body,
        "a request's body has no media type that can be sent"),
    rule("unchecked-body", Warning, bodies::unchecked_body,
        "a request's body is sent as the caller gives it"),
    rule("unsupported-upgrade", Error, responses::unsupported_upgrade,
        "an operation only answers with another protocol"),
    rule("conflicting-success-bodies", Warning, responses::conflicting_success_bodies,
        "two successes of an operation have different bodies"),
    rule("no-success-response", Warning, responses::no_success_response,
        "an operation has errors, and no success"),
    rule("json-without-schema", Warning, bodies::json_without_schema,
        "JSON that is sent or answered has no schema"),
    rule("colliding-component-names", Warning, names::colliding_component_names,
        "two components become one type"),
    rule("colliding-properties", Warning, names::colliding_properties,
        "two properties become one field"),
    rule("colliding-extra", Warning, names::colliding_extra,
        "a property has the name of the field for all others"),
    rule("colliding-enum-values", Warning, names::colliding_enum_values,
        "two values of an enum become one variant"),
    rule("deep-reference", Warning, references::deep_reference,
        "a `$ref` leads to something that is no component"),
];

/// All findings, those of the document alone and those of the generator, in the order of their places.
#[must_use]
pub fn check(source: &Source) -> Vec<Finding> {
    lint::run(&Context::new(source), lint::RULES.iter().chain(RULES))
}
