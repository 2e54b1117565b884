//! Types: what has a name of its own, and what a value is wherever one is used.

use openscaler_openapi::pattern::Compiled;
use serde_json::Value;

use super::origin::Origin;

/// An index into [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// The Rust identifier, unique among all names that are generated for types.
    pub name: String,
    /// The name of the component schema, if it has one.
    pub component: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The directions that use it, and whether it has a draft.
    pub usage: Usage,
    /// Whether it implements `Eq`: it contains no floating-point number.
    pub is_eq: bool,
    /// The kind of its values.
    pub kind: Kind,
    /// Other constraints of the values.
    pub rules: Option<Box<Rules>>,
    /// Its position in the document.
    pub origin: Origin,
}

/// The directions in which values of a type are used, and whether it has a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// A request contains it, in its body or a parameter.
    pub request: bool,
    /// A response contains it.
    pub response: bool,
    /// It has a draft: it is the object or union of a body, or is read by its draft.
    pub drafted: bool,
}

/// The values of a named type.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A struct.
    Object(Object),
    /// An enum of objects that a property distinguishes.
    Tagged(Tagged),
    /// An enum of values that are distinguished only by their content.
    Union(Union),
    /// An enum of literals.
    Enum(Enum),
    /// A newtype that enforces the constraints of a string or number.
    Scalar(ScalarRules),
    /// A form of fields and files: the body of a `multipart/…` request, and nothing else.
    Form(Form),
    /// A type alias: a named list, map, plain string, number, boolean or any JSON.
    Alias(Shape),
}

/// Named fields, and optionally others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// In the document's order.
    pub fields: Vec<Field>,
    /// Additional properties, if the document allows them explicitly (`additionalProperties`).
    pub extra: Option<Extra>,
    /// The properties that a request omits because the server sets them (`readOnly`), by their names on the wire.
    pub read_only: Vec<String>,
}

/// The map of an object's properties that have no field.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    /// The Rust field: `extra`, unless a property has that name.
    pub name: String,
    /// The values.
    pub shape: Shape,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name of the property on the wire.
    pub wire: String,
    /// The Rust identifier, unique in its object and never raw (`type_`); also the setter's name.
    pub name: String,
    /// Markdown: the property's description, else the first paragraph of its type's.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Whether it is required. Requests omit `readOnly` properties, and responses omit `writeOnly` ones.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether null and absence differ: an optional field of a request that may be null, or any JSON.
    pub tri_state: bool,
    /// The value if it is neither absent nor null; never [`Shape::Nullable`].
    pub shape: Shape,
    /// Whether the value must be boxed, because the type would otherwise be infinite.
    pub boxed: bool,
    /// The server's default; documented, never sent.
    pub default: Option<Value>,
    /// Other constraints of the value; `None` if its type has them all.
    pub rules: Option<Box<Rules>>,
    /// Its position in the document.
    pub origin: Origin,
}

/// The shape of a value: of a field, an item, a parameter or a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any JSON.
    Any,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer(Integer),
    /// Any number.
    Number,
    /// A string without constraints that a type enforces.
    Text(Text),
    /// A list.
    List(Box<Shape>, ListRules),
    /// An object without named properties.
    Map(Box<Shape>),
    /// The value or null in lists, maps and bodies, where no field has the nullability.
    Nullable(Box<Shape>),
    /// A named type.
    Named(TypeId),
}

/// The Rust type of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// The default.
    I64,
    /// The bounds exclude negative numbers and allow some that exceed `i64`.
    U64,
    /// The bounds allow more than 64 bits: a `serde_json::Number`.
    Big,
}

/// How an unnamed string can be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Plain text.
    Plain,
    /// An RFC 3339 date-time; only in responses.
    DateTime,
    /// Items separated by commas; only in responses.
    CommaSeparated,
}

/// The constraints of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListRules {
    /// The minimum number of items.
    pub min: Option<u64>,
    /// The maximum number of items.
    pub max: Option<u64>,
    /// Whether the items must be unique.
    pub unique: bool,
}

/// The constraints of values, whether or not a type enforces them: the server does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// `format`.
    pub format: Option<String>,
    /// In characters.
    pub min_length: Option<u64>,
    /// In characters.
    pub max_length: Option<u64>,
    /// Regular expressions, all of which match.
    pub patterns: Vec<String>,
    /// The minimum, and whether it is exclusive.
    pub minimum: Option<(f64, bool)>,
    /// The maximum, and whether it is exclusive.
    pub maximum: Option<(f64, bool)>,
    /// A divisor of every number.
    pub multiple_of: Option<f64>,
    /// Those of a string or number that literals and drafts are held to.
    pub checked: Option<ScalarRules>,
    /// The constraints of a list.
    pub items: ListRules,
    /// The minimum number of properties.
    pub min_properties: Option<u64>,
    /// The maximum number of properties.
    pub max_properties: Option<u64>,
    /// Whether additional properties are refused.
    pub closed: bool,
    /// Required properties that a closed object does not have, so that no value is valid.
    pub impossible: Vec<String>,
    /// The constraints of a list's items or a map's values; `None` if their type has them all.
    pub inner: Option<Box<Rules>>,
}

impl Rules {
    /// Holds no literal and no draft to them.
    pub(crate) fn leave_unchecked(&mut self) {
        self.checked = None;
        self.inner.iter_mut().for_each(|inner| inner.leave_unchecked());
    }
}

/// Objects that are distinguished by the value of one property, the tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// The name of the property on the wire.
    pub tag: String,
    /// In the document's order; each value belongs to at most one of them.
    pub variants: Vec<Variant>,
    /// The variant that keeps any other value unchanged; in responses.
    pub unknown: Option<String>,
    /// The fields that every variant has, unless there is an unknown one.
    pub accessors: Vec<Accessor>,
}

/// A method that returns a field which every variant of a [`Tagged`] has.
#[derive(Clone, Debug, PartialEq)]
pub struct Accessor {
    /// The Rust identifier, unique among the methods.
    pub name: String,
    /// The Rust identifier of the field.
    pub field: String,
    /// The field's value, the same in every variant.
    pub shape: Shape,
    /// Whether a variant may lack the value.
    pub is_optional: bool,
}

/// A variant of a [`Tagged`].
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The Rust identifier.
    pub name: String,
    /// The function that starts the variant's builder, in requests.
    pub constructor: String,
    /// The tag's values for this variant: JSON strings, integers or booleans, at least one.
    pub tags: Vec<Value>,
    /// Markdown.
    pub description: Option<String>,
    /// The object without its tag; with several tags, the tag is a field.
    pub content: Content,
    /// Other constraints of the object.
    pub rules: Option<Box<Rules>>,
    /// Its position in the document.
    pub origin: Origin,
}

/// The content of a variant of a [`Tagged`].
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Fields of its own.
    Object(Object),
    /// A type that reads the whole object, including the tag: another tagged union with the same tag.
    Named(TypeId),
}

/// Values that are distinguished only by their content.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// In the order in which they are tried: stricter members first.
    pub members: Vec<Member>,
    /// The variant that keeps any other value; in responses.
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
    /// Whether the value must be boxed, because the union would otherwise be infinite.
    pub boxed: bool,
    /// Other constraints of the value; `None` if its type has them all.
    pub rules: Option<Box<Rules>>,
    /// Its position in the document.
    pub origin: Origin,
}

/// An enum of literals.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// In the document's order, without null.
    pub values: Vec<EnumValue>,
    /// The variant for every other value, and their shape; in responses, and in requests that allow them.
    pub other: Option<(String, Shape)>,
    /// Whether the document allows other values, all of them strings.
    pub open: bool,
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

/// The constraints of a string or number.
#[derive(Clone, Debug, PartialEq)]
pub enum ScalarRules {
    /// A string.
    Text(TextRules),
    /// A number.
    Number(NumberRules),
}

/// The constraints of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberRules {
    /// Of an `i64`; a bound is among its values.
    Integer {
        /// The least value.
        minimum: Option<i64>,
        /// The greatest value.
        maximum: Option<i64>,
        /// What every value is a multiple of.
        multiple_of: Option<i64>,
    },
    /// Of an `f64`.
    Number {
        /// The least value, and whether it is itself too little.
        minimum: Option<(f64, bool)>,
        /// The greatest value, and whether it is itself too much.
        maximum: Option<(f64, bool)>,
        /// What every value is a multiple of.
        multiple_of: Option<f64>,
    },
}

/// The constraints of a string.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextRules {
    /// A format that we validate, by its name in documents.
    pub format: Option<String>,
    /// In characters.
    pub min_length: Option<u64>,
    /// In characters.
    pub max_length: Option<u64>,
    /// An ECMA-262 regular expression, and its table.
    pub pattern: Option<Compiled>,
    /// Whether it is never shown, because it may contain a key or a password.
    pub secret: bool,
}

/// The fields and files of a `multipart/…` body.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// In the document's order.
    pub parts: Vec<FormPart>,
    /// The method that adds a field without a name of its own, where the document admits them explicitly.
    pub extra: Option<String>,
}

/// A field of a [`Form`].
#[derive(Clone, Debug, PartialEq)]
pub struct FormPart {
    /// The name on the wire.
    pub wire: String,
    /// The Rust identifier, unique in its form, and not `new`; also the setter's name.
    pub name: String,
    /// Markdown.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Whether it has to be there.
    pub required: bool,
    /// What it holds.
    pub content: PartContent,
    /// The media type that the document gives it.
    pub media_type: Option<String>,
    /// Where it is described.
    pub origin: Origin,
}

/// What a field of a [`Form`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum PartContent {
    /// A file.
    File,
    /// Files, each a part of its own.
    Files,
    /// A value: as text, an object as JSON, and each item of a list as a part of its own.
    Value(Shape),
}
