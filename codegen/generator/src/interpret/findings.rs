//! What only interpreting can find: where a value is not carried as the document has it.

use openscaler_openapi::document::Source;
use openscaler_openapi::lint::{Finding, Severity};

/// A finding, before its place in the text is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub(super) rule: &'static str,
    pub(super) pointer: String,
    /// What is wrong.
    pub message: String,
    pub(super) help: String,
}

impl Found {
    pub(super) fn new(rule: &'static str, pointer: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { rule, pointer: pointer.to_owned(), message: message.into(), help: help.into() }
    }

    /// Unions in one `allOf`, of which every combination is a type.
    pub(super) fn too_many_combinations(pointer: &str) -> Self {
        Self::new(
            "too-many-combinations",
            pointer,
            "the unions in this schema have more than 64 combinations of members: its value is any JSON value",
            "list the members that exist in one `oneOf`",
        )
    }

    /// Schemas that no value matches.
    pub(super) fn contradiction(pointer: &str) -> Self {
        Self::new(
            "contradicting-schemas",
            pointer,
            "the parts of this schema contradict each other: its value is any JSON value",
            "correct the part whose `type` or `enum` excludes the others",
        )
    }

    /// A member of a union that no value is read as.
    pub(super) fn indistinct_members(pointer: &str, earlier: &str, later: &str) -> Self {
        Self::new(
            "indistinct-members",
            pointer,
            format!("every value of the member `{later}` is also one of `{earlier}`, so it is read as `{earlier}`"),
            "give the members a required property with a different `enum` in each, or remove one of them",
        )
    }

    /// An integer that no Rust type of 64 bits holds.
    pub(super) fn wide_integer(pointer: &str) -> Self {
        Self::new(
            "wide-integer",
            pointer,
            "this integer can exceed 64 bits, so its type is `serde_json::Number`",
            "write `format: int64`, or bounds that 64 bits hold",
        )
    }

    /// A body that may be left out, of which the document says what it has to hold.
    pub(super) fn optional_body(pointer: &str, operation: &str) -> Self {
        Self::new(
            "optional-body",
            pointer,
            format!("the body of `{operation}` is optional, but its schema has required properties"),
            "add `required: true` to the request body unless the request is valid without it",
        )
    }

    /// A form of which no struct can be made.
    pub(super) fn free_form(pointer: &str) -> Self {
        Self::new(
            "free-form",
            pointer,
            "this form has no fields of its own, so the caller names each of them",
            "write a `schema` of `type: object` without `oneOf` and `anyOf`, whose properties are the form's fields",
        )
    }

    /// A form whose values have no fields.
    pub(super) fn unsupported_form(pointer: &str) -> Self {
        Self::new(
            "unsupported-form",
            pointer,
            "expected the schema of a form to be an object",
            "write a `schema` of `type: object`, whose properties are the form's fields",
        )
    }

    /// A body that is sent as it is, though the document says what it holds.
    pub(super) fn unchecked_body(pointer: &str, media_type: &str) -> Self {
        Self::new(
            "unchecked-body",
            pointer,
            format!("a body of `{media_type}` is sent as the caller gives it, whatever this schema says"),
            "write `type: string`, which says so",
        )
    }

    /// JSON that is sent or answered.
    pub(super) fn json_without_schema(pointer: &str, what: &str) -> Self {
        Self::new(
            "json-without-schema",
            pointer,
            format!("the JSON that is {what} has no schema, so it is any JSON value"),
            "add a `schema`; `{}` says that any value is meant",
        )
    }

    /// An operation that describes errors only.
    pub(super) fn no_success(pointer: &str, operation: &str) -> Self {
        Self::new(
            "no-success-response",
            pointer,
            format!("`{operation}` has no success, so its method returns nothing"),
            "add the response of a success, such as `204`, or a `default`",
        )
    }

    /// A link that nearly shows whether a call took effect.
    pub(super) fn unusable_link(pointer: &str, operation: &str, target: &str, reasons: &[String]) -> Self {
        Self::new(
            "unusable-link",
            pointer,
            format!(
                "the link to `{target}` cannot tell whether a lost call of `{operation}` took effect: {}",
                reasons.join("; ")
            ),
            "set each required parameter to `$request.path.<parameter>` or `$request.body#/<field>`, where every request has the field with the parameter's schema, and return the schema that the operation itself returns",
        )
    }

    /// An operation that answers with another protocol.
    pub(super) fn only_upgrade(pointer: &str, operation: &str) -> Self {
        Self::new(
            "unsupported-upgrade",
            pointer,
            format!("`{operation}` only answers 101, and the client does not change protocols"),
            "add a success that is an answer, or leave the operation out",
        )
    }

    /// A header that the client sets.
    pub(super) fn ignored_header(pointer: &str, header: &str) -> Self {
        Self::new(
            "ignored-header-parameter",
            pointer,
            format!("the header parameter `{header}` is ignored, as OpenAPI says: the client sets this header"),
            "remove it; describe credentials in `security`, and media types in `content`",
        )
    }

    /// An argument that is not called as its parameter.
    pub(super) fn renamed_argument(pointer: &str, parameter: &str, argument: &str) -> Self {
        Self::new(
            "colliding-arguments",
            pointer,
            format!("another argument has the name of the parameter `{parameter}`, so its argument is `{argument}`"),
            "rename one of the two",
        )
    }

    /// Something that an operation needs and that is not in the document; lint says what, and where.
    pub(super) fn unresolved(what: &str, pointer: &str) -> Self {
        Self::new(
            UNRESOLVED,
            pointer,
            format!("the {what} is not in this document"),
            "define it in this document, or remove the reference",
        )
    }

    /// As a warning.
    pub(super) fn into_finding(self, source: &Source) -> Finding {
        Finding {
            rule: self.rule,
            severity: Severity::Warning,
            place: source.place(&self.pointer),
            pointer: self.pointer,
            related: Vec::new(),
            message: self.message,
            help: self.help,
            operations: Vec::new(),
        }
    }

    /// As the reason why an operation cannot be called.
    pub(super) fn into_error(self, source: &Source, operation: &str) -> Finding {
        let pointer = if self.pointer.is_empty() { operation.to_owned() } else { self.pointer.clone() };
        let operations = vec![operation.to_owned()];
        Finding { severity: Severity::Error, operations, ..Self { pointer, ..self }.into_finding(source) }
    }
}

/// An operation that cannot be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// JSON pointer of the operation, or of a path item that is not in the document.
    pub pointer: String,
    /// Its `operationId`, or method and path.
    pub id: String,
    /// Why.
    pub reasons: Vec<Found>,
}

impl LeftOut {
    /// The reasons in one line.
    pub(crate) fn reasons(&self) -> String {
        self.reasons.iter().map(|reason| reason.message.as_str()).collect::<Vec<_>>().join("; ")
    }

    /// An error for each reason.
    pub(crate) fn into_findings(self, source: &Source) -> impl Iterator<Item = Finding> {
        let Self { pointer, reasons, .. } = self;
        reasons.into_iter().map(move |reason| reason.into_error(source, &pointer))
    }
}

const UNRESOLVED: &str = "unresolved-reference";
pub(super) const MALFORMED: &str = "malformed-object";
const UNSUPPORTED: &str = "unsupported-operation";

/// The rules of reasons that lint gives too, at the place itself.
pub(crate) const EXPLAINED_BY_LINT: [&str; 3] = [UNRESOLVED, MALFORMED, UNSUPPORTED];

/// A reason without a place of its own: it is the operation's.
impl From<String> for Found {
    fn from(reason: String) -> Self {
        Self::new(UNSUPPORTED, "", reason, "change it, or leave the operation out with `--skip-unsupported`")
    }
}
