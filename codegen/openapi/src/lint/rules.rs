//! The table of rules; the files below group them by what they check.

mod bounds;
mod components;
mod discriminators;
mod document;
mod examples;
mod operations;
mod parameters;
mod patterns;
mod references;
mod schemas;
mod secrets;
mod security;
mod servers;

use super::findings::Severity::{Error, Warning};
use super::rule::{Rule, gate, rule};

/// Every rule. A gate is an error, and comes before all others.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    gate(rule("unsupported-version", Error, document::unsupported_version,
        "the document is neither OpenAPI 3.0 nor 3.1")),
    rule("inexact-version", Warning, document::inexact_version,
        "the document's version is not one that OpenAPI has, or is newer than 3.1"),

    rule("duplicate-key", Error, document::duplicate_key,
        "a key appears twice in one object"),
    rule("malformed-object", Error, document::malformed_object,
        "an object lacks a field, or a field does not have its form"),
    rule("unknown-keyword", Warning, document::unknown_keyword,
        "an object has a key that OpenAPI does not define there"),

    rule("unusable-server", Warning, servers::unusable_server,
        "a server has no address that the client can call"),

    rule("unresolved-reference", Error, references::unresolved_reference,
        "the target of a `$ref` does not exist"),
    rule("remote-reference", Error, references::remote_reference,
        "the target of a `$ref` is in another document"),
    rule("misplaced-reference", Error, references::misplaced_reference,
        "the target of a `$ref` is a component of another kind"),
    rule("ignored-beside-reference", Warning, references::ignored_beside_reference,
        "a keyword next to a `$ref` is ignored"),
    rule("cyclic-reference", Error, references::cyclic_reference,
        "a component includes itself"),

    rule("duplicate-operation-id", Warning, operations::duplicate_operation_id,
        "two operations have the same `operationId`"),
    rule("unsent-fragment", Warning, operations::unsent_fragment,
        "a path has a fragment"),
    rule("malformed-path", Error, operations::malformed_path,
        "a path is not a valid template"),

    rule("undeclared-path-parameter", Warning, parameters::undeclared_path_parameter,
        "a path contains a parameter that the operation does not declare"),
    rule("unused-path-parameter", Warning, parameters::unused_path_parameter,
        "a path parameter is not in the path"),
    rule("optional-path-parameter", Warning, parameters::optional_path_parameter,
        "a path parameter is not required"),

    rule("malformed-component-name", Warning, components::malformed_component_name,
        "OpenAPI does not allow the name of a component"),

    rule("unknown-type", Warning, schemas::unknown_type,
        "OpenAPI does not define a `type`"),
    rule("missing-type", Warning, schemas::missing_type,
        "a schema has constraints or a format, and no type"),
    rule("misplaced-format", Warning, schemas::misplaced_format,
        "an object, a list or a boolean has a `format`"),
    rule("empty-parts", Warning, schemas::empty_parts,
        "an `allOf`, `oneOf`, `anyOf` or `enum` is empty"),
    rule("exclusive-without-bound", Warning, schemas::exclusive_without_bound,
        "an exclusive bound is missing"),
    rule("contradicting-bounds", Error, bounds::contradicting_bounds,
        "a lower bound is above the upper one"),
    rule("mixed-enum", Warning, schemas::mixed_enum,
        "the values of an enum do not have its type"),
    rule("malformed-pattern", Warning, patterns::malformed_pattern,
        "a `pattern` is not a valid regular expression"),
    rule("misleading-pattern", Warning, patterns::misleading_pattern,
        "a `pattern` does not mean what it seems to"),
    rule("unsupported-pattern", Warning, patterns::unsupported_pattern,
        "a `pattern` is too complex for the client to enforce"),
    rule("unknown-format", Warning, schemas::unknown_format,
        "a `format` is unknown"),
    rule("inline-constraint", Warning, bounds::inline_constraint,
        "builders do not enforce the constraints of an inline string or number"),
    rule("unenforced-constraint", Warning, bounds::unenforced_constraint,
        "the client does not enforce a constraint of a request"),

    rule("missing-tag", Warning, discriminators::missing_tag,
        "a variant lacks the discriminator property"),
    rule("optional-tag", Warning, discriminators::optional_tag,
        "a variant does not require the discriminator property"),
    rule("undeclared-required", Warning, discriminators::undeclared_required,
        "an object requires a property that it does not declare"),
    rule("unknown-mapping-target", Warning, discriminators::unknown_mapping_target,
        "a mapping names a schema that is not a variant"),
    rule("incomplete-mapping", Warning, discriminators::incomplete_mapping,
        "the mapping has no value for a variant"),
    rule("contradicting-tag", Warning, discriminators::contradicting_tag,
        "a variant's tag contradicts the mapping"),

    rule("secret-without-write-only", Warning, secrets::secret_without_write_only,
        "a secret in a request is not `writeOnly`"),
    rule("secret-in-url", Warning, secrets::secret_in_url,
        "a secret is part of a URL"),
    rule("undefined-security-scheme", Warning, security::undefined_security_scheme,
        "a security scheme is required and not defined"),
    rule("unsupported-security-scheme", Warning, security::unsupported_security_scheme,
        "a security scheme is required that the client cannot send"),

    rule("example-mismatch", Warning, examples::example_mismatch,
        "an example does not match its schema"),
    rule("default-mismatch", Warning, examples::default_mismatch,
        "a default does not match its schema"),
];
