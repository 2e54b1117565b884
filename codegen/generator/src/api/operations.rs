//! Operations: parameters, bodies and responses.

use serde_json::Value;

use super::origin::Origin;
use super::security::Alternatives;
use super::types::{Rules, Shape};

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The `operationId`, or method and path if it has none.
    pub id: String,
    /// The client's method.
    pub name: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path template, without a fragment.
    pub path: String,
    /// One line.
    pub summary: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// `x-cli-name`: the words of its command, as they are written.
    pub cli_name: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What it has to show.
    pub security: Alternatives,
    /// The absolute base URLs, like those of the API, where they are other ones.
    pub servers: Vec<String>,
    /// In the order of the method's arguments: the path's, then the required others, then the optional ones.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The successful response.
    pub success: Success,
    /// Its optional parameters, if it has any.
    pub options: Option<Options>,
    /// The same call, where it may also be answered by a stream of events.
    pub streamed: Option<Streamed>,
    /// What other answers bring, if it is JSON that the document describes.
    pub errors: Vec<Described>,
    /// How to find out whether a call took effect, if the document links it to an operation that shows that.
    pub resolution: Option<Resolution>,
    /// Its position in the document.
    pub origin: Origin,
}

impl Operation {
    /// Whether a call whose response was lost can simply be repeated: its method is idempotent (RFC 9110, section 9.2.2).
    pub(crate) fn is_idempotent(&self) -> bool {
        !["POST", "PATCH"].contains(&self.method.as_str())
    }
}

/// The optional parameters of an operation: a struct with a field for each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The Rust identifier, unique among the types.
    pub name: String,
    /// The method that takes one.
    pub method: String,
}

/// An operation whose answer is read as a stream of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Streamed {
    /// The client's method.
    pub name: String,
    /// Those of the operation, for another method.
    pub options: Option<Options>,
    /// The successful response.
    pub success: Success,
}

/// The `GET` that shows whether a call took effect, with arguments that the request has.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The client's method, unique among the methods.
    pub name: String,
    /// The operation that it calls: an index into [`Api::operations`](super::Api::operations).
    pub target: usize,
    /// The argument for each required parameter of that operation.
    pub arguments: Vec<LinkArgument>,
    /// The position of the link in the document.
    pub origin: Origin,
}

impl Resolution {
    /// Whether it needs an argument of the method of `operation`: a required parameter, or the body, which is the last.
    pub(crate) fn uses_argument(&self, operation: &Operation, place: usize) -> bool {
        let count = operation.parameters.iter().filter(|parameter| parameter.required).count();
        self.arguments.iter().any(|argument| match argument {
            LinkArgument::Parameter(index) => *index == place,
            LinkArgument::Field { .. } | LinkArgument::Accessor { .. } => place >= count,
        })
    }
}

/// The source of an argument in a [`Resolution`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkArgument {
    /// A parameter of the linked operation, by its index.
    Parameter(usize),
    /// A field of the body's type.
    Field {
        /// The Rust identifier.
        name: String,
        /// The name on the wire.
        wire: String,
    },
    /// An [`Accessor`](super::types::Accessor) of the body's type.
    Accessor {
        /// The Rust identifier.
        name: String,
        /// The name of the field on the wire.
        wire: String,
    },
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// The Rust identifier, unique in its operation.
    pub name: String,
    /// Markdown.
    pub description: Option<String>,
    /// Where it is sent.
    pub location: Location,
    /// Whether it is required.
    pub required: bool,
    /// How the value is serialized.
    pub style: Style,
    /// The value; null only in a query, and only if it is required.
    pub shape: Shape,
    /// The server's default.
    pub default: Option<Value>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Other constraints of the value; `None` if its type has them all.
    pub rules: Option<Box<Rules>>,
    /// Its position in the document.
    pub origin: Origin,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// A segment of the path, or a part of one.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// Its name in a document (`in`).
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How the value of a parameter is serialized (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `form` with `explode`: a list repeats the name, and each property of an object becomes a parameter.
    Form,
    /// `form` without `explode`: items separated by commas.
    Comma,
    /// `spaceDelimited`.
    Space,
    /// `pipeDelimited`.
    Pipe,
    /// `deepObject`: `name[property]=value`.
    Deep,
    /// `simple`: items separated by commas.
    Simple,
    /// `simple` with `explode`: the properties of an object, `name=value` and separated by commas.
    Exploded,
    /// `label`: after a dot.
    Label {
        /// Whether each item or property has its own dot.
        explode: bool,
    },
    /// `matrix`: `;name=value`.
    Matrix {
        /// Whether each item or property has its own semicolon and name.
        explode: bool,
    },
    /// `content`: as JSON.
    Json,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it is required.
    pub required: bool,
    /// The `Content-Type` that is sent.
    pub media_type: String,
    /// All media types that the document lists.
    pub accepted: Vec<String>,
    /// Markdown.
    pub description: Option<String>,
    /// How the value is serialized.
    pub encoding: Encoding,
    /// Other constraints of the value; `None` if its type has them all.
    pub rules: Option<Box<Rules>>,
    /// Its position in the document.
    pub origin: Origin,
}

/// How a body is serialized.
#[derive(Clone, Debug, PartialEq)]
pub enum Encoding {
    /// As JSON.
    Json(Shape),
    /// As `application/x-www-form-urlencoded`.
    Form {
        /// An object.
        shape: Shape,
        /// The properties that are serialized as `deepObject`.
        deep: Vec<String>,
    },
    /// As parts: a [`Form`](super::types::Form), or a free one if the shape is [`Shape::Any`].
    Multipart(Shape),
    /// As text.
    Text,
    /// As bytes from the caller.
    Bytes,
    /// As the caller gives it, and so is the media type: the document has a range of them.
    BytesOf {
        /// The argument that is the media type, unique in its operation.
        argument: String,
    },
}

/// The successful response of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Success {
    /// The value of the `Accept` header; `None` if no response has a body.
    pub accept: Option<String>,
    /// The content of the response.
    pub content: Answer,
    /// The statuses of a success, as the document writes them.
    pub statuses: Vec<String>,
    /// The statuses without a body where others have JSON; their value is `None`.
    pub empty_statuses: Vec<u16>,
    /// The position of the response in the document.
    pub origin: Origin,
}

/// Successes that differ: an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct ByStatus {
    /// The Rust identifier, unique among the types.
    pub name: String,
    /// In the document's order.
    pub variants: Vec<StatusVariant>,
    /// The variant for a success that the document does not list; `None` if it lists all of them.
    pub unknown: Option<String>,
}

/// One of several successes.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusVariant {
    /// The Rust identifier.
    pub name: String,
    /// The status; `None` if it is any success that is not listed by itself (`2XX`).
    pub status: Option<u16>,
    /// Markdown.
    pub description: Option<String>,
    /// What it brings; never another enum.
    pub content: Answer,
}

/// The JSON body of a response that is not a success.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// As the document has it: `404`, `4XX` or `default`.
    pub status: String,
    /// The body.
    pub shape: Shape,
}

/// The content of a successful response.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing.
    Nothing,
    /// JSON of this shape.
    Json(Shape),
    /// A stream of bytes.
    Stream,
    /// A stream of events (`text/event-stream`), each with data of that shape: JSON, or the text itself.
    Events(Shape),
    /// One of several, by status.
    ByStatus(ByStatus),
}
