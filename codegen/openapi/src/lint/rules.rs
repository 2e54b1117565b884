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

use super::{Findings, Severity};
use crate::context::Context;
use Severity::{Error, Warning};

/// Something that a document must not do, or had better not.
pub struct Rule {
    /// The name that findings carry.
    pub name: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// What it looks for, in one line.
    pub summary: &'static str,
    /// Whether nothing else can be said of a document that breaks it.
    pub is_gate: bool,
    pub(crate) check: fn(&Context<'_>, &mut Findings<'_>),
}

/// A rule that is no gate.
#[must_use]
pub const fn rule(
    name: &'static str,
    severity: Severity,
    check: fn(&Context<'_>, &mut Findings<'_>),
    summary: &'static str,
) -> Rule {
    Rule { name, severity, summary, is_gate: false, check }
}

/// The same rule as a gate.
#[must_use]
pub const fn gate(rule: Rule) -> Rule {
    Rule { is_gate: true, ..rule }
}

/// Every rule. A gate is an error, and comes before all others.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    gate(rule("unsupported-version", Error, document::unsupported_version,
        "the document is not OpenAPI 3.0")),

    rule("duplicate-key", Error, document::duplicate_key,
        "a key is written twice in one object"),
    rule("malformed-object", Error, document::malformed_object,
        "an object is not what OpenAPI 3.0 has at its place"),
    rule("unknown-keyword", Warning, document::unknown_keyword,
        "a key is none that OpenAPI 3.0 has at its place"),
    rule("non-ascii-version", Error, document::non_ascii_version,
        "`info.version` cannot stand in a header"),

    rule("unusable-server", Warning, servers::unusable_server,
        "a server has no address that the client can call"),

    rule("unresolved-reference", Error, references::unresolved_reference,
        "a `$ref` leads to nothing"),
    rule("remote-reference", Error, references::remote_reference,
        "a `$ref` leads to another document"),
    rule("misplaced-reference", Error, references::misplaced_reference,
        "a `$ref` leads to a component of another kind"),
    rule("reference-path-item", Error, references::reference_path_item,
        "a path is given by `$ref`"),
    rule("ignored-beside-reference", Warning, references::ignored_beside_reference,
        "something stands beside a `$ref`, and does not count"),
    rule("cyclic-reference", Error, references::cyclic_reference,
        "a component is made of itself"),

    rule("duplicate-operation-id", Error, operations::duplicate_operation_id,
        "two operations have the same `operationId`"),
    rule("unsent-fragment", Warning, operations::unsent_fragment,
        "a path has a fragment"),
    rule("malformed-path", Error, operations::malformed_path,
        "a path is no template"),

    rule("undeclared-path-parameter", Error, parameters::undeclared_path_parameter,
        "a path names a parameter that the operation does not declare"),
    rule("unused-path-parameter", Error, parameters::unused_path_parameter,
        "a path parameter is not in the path"),
    rule("optional-path-parameter", Error, parameters::optional_path_parameter,
        "a path parameter is not required"),

    rule("malformed-component-name", Warning, components::malformed_component_name,
        "a component has a name that OpenAPI does not allow"),

    rule("unknown-type", Error, schemas::unknown_type,
        "a `type` is none of OpenAPI's"),
    rule("missing-type", Warning, schemas::missing_type,
        "a schema has bounds or a format, and no type"),
    rule("misplaced-format", Warning, schemas::misplaced_format,
        "an object, a list or a boolean has a `format`"),
    rule("empty-parts", Warning, schemas::empty_parts,
        "an `allOf`, `oneOf`, `anyOf` or `enum` lists nothing"),
    rule("exclusive-without-bound", Warning, schemas::exclusive_without_bound,
        "a bound is exclusive, and is not there"),
    rule("contradicting-bounds", Error, bounds::contradicting_bounds,
        "a lower bound is above the upper one"),
    rule("unsupported-not", Error, schemas::unsupported_not,
        "a `not` is more than a list of values"),
    rule("mixed-enum", Warning, schemas::mixed_enum,
        "the values of an enum are not of its type"),
    rule("malformed-pattern", Error, patterns::malformed_pattern,
        "a `pattern` is no regular expression"),
    rule("misleading-pattern", Warning, patterns::misleading_pattern,
        "a `pattern` does not say what it seems to"),
    // Its string's other rules are still checked, and the server judges by the pattern: that is no reason for no client.
    rule("unsupported-pattern", Warning, patterns::unsupported_pattern,
        "a `pattern` is more than a table can check"),
    rule("unknown-format", Warning, schemas::unknown_format,
        "a `format` is not known"),
    rule("unnamed-constrained-string", Warning, schemas::unnamed_constrained_string,
        "a request's string has rules and no name"),
    rule("unenforced-constraint", Warning, bounds::unenforced_constraint,
        "a request's value has a rule that the client does not check"),

    rule("missing-tag", Warning, discriminators::missing_tag,
        "a variant has no discriminator property"),
    rule("optional-tag", Warning, discriminators::optional_tag,
        "a variant does not require the discriminator property"),
    rule("undeclared-required", Warning, discriminators::undeclared_required,
        "an object requires a property that it does not have"),
    rule("unknown-mapping-target", Error, discriminators::unknown_mapping_target,
        "a mapping names no variant"),
    rule("incomplete-mapping", Warning, discriminators::incomplete_mapping,
        "a variant has no value in the mapping"),
    rule("contradicting-tag", Error, discriminators::contradicting_tag,
        "a variant's tag is not what the mapping says"),

    rule("secret-without-write-only", Warning, secrets::secret_without_write_only,
        "a request's secret is not `writeOnly`"),
    rule("secret-in-url", Error, secrets::secret_in_url,
        "a secret is part of an address"),
    rule("undefined-security-scheme", Error, security::undefined_security_scheme,
        "a security requirement names no scheme"),
    rule("unsupported-security-scheme", Error, security::unsupported_security_scheme,
        "an operation needs more than a bearer token"),

    rule("example-mismatch", Warning, examples::example_mismatch,
        "an example does not match its schema"),
    rule("default-mismatch", Warning, examples::default_mismatch,
        "a default does not match its schema"),
];
