//! What an API means, in Rust's terms: the only representation between a document and the code generated from it.
//!
//! `interpret` makes it from a document, and answers each question once: what a type is called, which direction reaches
//! it, whether a field is required, how a parameter is written. `emit`, the calls and compat are functions of it. It is
//! plain data: it can be printed and compared, and nothing in it refers to the document but [`Origin`].

use openscaler_openapi::numbers::NumberRules;
use openscaler_openapi::pattern::Compiled;
use serde_json::Value;

/// The place in the document that something was read from, as a JSON pointer (RFC 6901).
///
/// All origins are equal: comparing two models compares what they mean, not where it is written.
#[derive(Clone, Debug, Default)]
pub struct Origin(pub String);

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// An API.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// The absolute base URLs, variables at their defaults, without a trailing slash; the first is the default.
    pub servers: Vec<String>,
    /// Every type that an operation reaches, in the order in which they are emitted. [`TypeId`] is an index into it.
    pub types: Vec<Type>,
    /// In the document's order.
    pub operations: Vec<Operation>,
}

/// An index into [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// The Rust identifier, unique in the API together with every other name that is generated for types.
    pub name: String,
    /// The name of the component schema, if it has one.
    pub component: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Which directions reach it.
    pub usage: Usage,
    /// Whether equality is total: it holds no floating-point number and no secret.
    pub is_eq: bool,
    /// What the values are.
    pub kind: Kind,
    /// Where it is described.
    pub origin: Origin,
}

/// In which directions values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// A request holds it: a body, or a parameter.
    pub request: bool,
    /// An answer holds it.
    pub response: bool,
}

/// The values of a named type.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A struct.
    Object(Object),
    /// An enum of objects that a property tells apart.
    Tagged(Tagged),
    /// An enum of values that only their content tells apart.
    Union(Union),
    /// An enum of literals.
    Enum(Enum),
    /// A newtype that enforces the rules of a string or number.
    Scalar(Scalar),
    /// Another name for a shape: a named list, map, plain string, number, boolean or anything.
    Alias(Shape),
}

/// Named fields, and what else there may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// In the document's order.
    pub fields: Vec<Field>,
    /// Properties without a name of their own, where the document admits them explicitly (`additionalProperties`).
    pub extra: Option<Extra>,
}

/// The map that keeps the properties of an object that have no field.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    /// The Rust field, `extra` unless a property has that name.
    pub name: String,
    /// The values.
    pub shape: Shape,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The property, as it is on the wire.
    pub wire: String,
    /// The Rust identifier (not raw: `type_`), unique in its object; also the setter's name.
    pub name: String,
    /// Markdown: the property's, else the first paragraph of its type's.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Whether it has to be there. Never for `readOnly` in a request, which is left out, nor for `writeOnly` in an answer.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// The value, when it is there and not null; never [`Shape::Nullable`].
    pub shape: Shape,
    /// Whether the type would contain itself without end if the value were not boxed.
    pub boxed: bool,
    /// The value that the server takes if it is left out; shown, never sent.
    pub default: Option<Value>,
    /// Where it is described.
    pub origin: Origin,
}

/// A value, wherever one is used.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any JSON.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// Any number.
    Number,
    /// A string without rules that a type enforces.
    Text(Text),
    /// A list.
    List(Box<Shape>, ListRules),
    /// An object whose properties have no names of their own.
    Map(Box<Shape>),
    /// The value or null, where that is not a field's own nullability: in lists, maps, bodies.
    Nullable(Box<Shape>),
    /// A named type.
    Named(TypeId),
}

/// The Rust type of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// Unless the others are needed.
    I64,
    /// The bounds exclude negative numbers and admit some that `i64` cannot hold.
    U64,
    /// The bounds admit more than 64 bits: a `serde_json::Number`.
    Big,
}

/// What the text of an unnamed string can be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Nothing but text.
    Plain,
    /// An RFC 3339 date-time; only in answers.
    DateTime,
    /// Parts separated by commas; only in answers.
    CommaSeparated,
}

/// How many items a list has, and whether they differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListRules {
    /// At least so many items.
    pub min: Option<u64>,
    /// At most so many items.
    pub max: Option<u64>,
    /// No two items are equal.
    pub unique: bool,
}

/// Objects that the value of one property tells apart: the tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// The property, as it is on the wire.
    pub tag: String,
    /// In the document's order; no value belongs to two of them.
    pub variants: Vec<Variant>,
    /// The variant that keeps a value of any other kind, whole: in answers.
    pub unknown: Option<String>,
}

/// One kind of object of a [`Tagged`].
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The Rust identifier.
    pub name: String,
    /// The function that starts the variant's builder, in requests.
    pub constructor: String,
    /// The tag's values that mean this variant: JSON strings, integers or booleans, at least one.
    pub tags: Vec<Value>,
    /// Markdown.
    pub description: Option<String>,
    /// What the object holds besides the tag; if it has several tags, the tag is a field.
    pub content: Content,
    /// Where it is described.
    pub origin: Origin,
}

/// What a variant of a [`Tagged`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Fields of its own.
    Object(Object),
    /// A type that reads the whole object, tag included: another tagged union of the same tag.
    Named(TypeId),
}

/// Values that only their content tells apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// In the order in which they are tried: what demands more comes first.
    pub members: Vec<Member>,
    /// The variant that keeps any other value: in answers.
    pub unknown: Option<String>,
}

/// A member of a [`Union`].
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The Rust identifier of the variant.
    pub name: String,
    /// Markdown.
    pub description: Option<String>,
    /// The value.
    pub shape: Shape,
    /// Whether the union would contain itself without end if the value were not boxed.
    pub boxed: bool,
    /// Where it is described.
    pub origin: Origin,
}

/// Literals.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// In the document's order, without null.
    pub values: Vec<EnumValue>,
    /// The variant for every other value, and what those are; in answers, and in requests that admit them.
    pub other: Option<(String, Shape)>,
}

/// One literal of an [`Enum`].
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The Rust identifier.
    pub name: String,
    /// A JSON string, number or boolean.
    pub value: Value,
    /// Markdown.
    pub description: Option<String>,
}

/// A string or number with rules, in a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The macro that makes one from a literal.
    pub macro_name: String,
    /// What is enforced.
    pub rules: ScalarRules,
}

/// The rules of a [`Scalar`].
#[derive(Clone, Debug, PartialEq)]
pub enum ScalarRules {
    /// A string.
    Text(TextRules),
    /// A number.
    Number(NumberRules),
}

/// The rules of a string.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextRules {
    /// A format with a grammar of ours, by its name in documents.
    pub format: Option<String>,
    /// In characters.
    pub min_length: Option<u64>,
    /// In characters.
    pub max_length: Option<u64>,
    /// An ECMA-262 regular expression, with its table.
    pub pattern: Option<Compiled>,
    /// Whether it may hold a key or a password, and is never shown.
    pub secret: bool,
}

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`, or method and path if it has none.
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
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Whether it carries the client's token.
    pub authenticated: bool,
    /// In the order of the method's arguments: the path's, then the required others, then the optional ones.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<Body>,
    /// What a success brings.
    pub success: Success,
    /// Where it is described.
    pub origin: Origin,
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
    /// Whether it has to be given.
    pub required: bool,
    /// How the value becomes text.
    pub style: Style,
    /// The value; in a path or a header never null.
    pub shape: Shape,
    /// Where it is described.
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

/// How the value of a parameter becomes text (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `form` with `explode`: a list repeats the name, an object's properties are parameters themselves.
    Form,
    /// `form` without `explode`: items separated by commas.
    Comma,
    /// `spaceDelimited`.
    Space,
    /// `pipeDelimited`.
    Pipe,
    /// `deepObject`: `name[property]=value`.
    Deep,
    /// `simple`: the value as it is, items separated by commas.
    Simple,
    /// `content`: as JSON.
    Json,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it has to be sent.
    pub required: bool,
    /// `Content-Type`, as it is sent.
    pub media_type: String,
    /// Markdown.
    pub description: Option<String>,
    /// How the value is written.
    pub encoding: Encoding,
    /// Where it is described.
    pub origin: Origin,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Encoding {
    /// As JSON.
    Json(Shape),
    /// As `application/x-www-form-urlencoded`; the named properties are written with brackets.
    Form {
        /// An object.
        shape: Shape,
        /// The properties that are written as `deepObject`.
        deep: Vec<String>,
    },
    /// As text.
    Text,
    /// As the caller gives it.
    Bytes,
}

/// What a success of an operation brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Success {
    /// What the `Accept` header says; `None` if nothing is accepted because nothing comes.
    pub accept: Option<String>,
    /// What is read.
    pub content: Answer,
    /// The successes without a body, where others have JSON: their value is `None`.
    pub empty_statuses: Vec<u16>,
    /// Where the answer is described.
    pub origin: Origin,
}

/// What is read of a success.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nothing.
    Nothing,
    /// JSON of that shape.
    Json(Shape),
    /// A stream of bytes.
    Stream,
    /// The connection, upgraded (101).
    Upgraded,
}
