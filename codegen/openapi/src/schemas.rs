//! Facts about a schema that several rules need.

use std::collections::HashMap;

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::structure::Node;

/// The formats that mark a secret.
const SECRET_FORMATS: [&str; 2] = ["password", "pem"];

/// The `type` of a schema, if it is one: of a list, the one type besides null.
pub fn type_of<'d>(schema: &Node<'d>) -> Option<&'d str> {
    match types_of(schema).as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The types that a schema names, without null unless that is the only one.
pub fn types_of<'d>(schema: &Node<'d>) -> Vec<&'d str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => {
            let names: Vec<_> = names.iter().filter_map(Value::as_str).collect();
            let others: Vec<_> = names.iter().copied().filter(|name| *name != "null").collect();
            if others.is_empty() { names } else { others }
        }
        _ => Vec::new(),
    }
}

/// Whether a value is of a scalar type.
pub fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

/// The `format` of a schema.
pub fn format_of<'d>(schema: &Node<'d>) -> Option<&'d str> {
    schema.get("format").and_then(Value::as_str)
}

/// The strings of an `enum`, without its other values.
pub fn enum_strings<'d>(schema: &Node<'d>) -> Option<Vec<&'d str>> {
    let values = schema.get("enum")?.as_array()?;
    Some(values.iter().filter_map(Value::as_str).collect())
}

/// Whether a schema is only compared with a value that another schema describes, as by `not` and `if`.
pub(crate) fn is_condition(schema: &Node<'_>) -> bool {
    let parent = pointer::last(pointer::parent(&schema.pointer));
    let keyword = pointer::last(&schema.pointer);
    parent == "dependentSchemas"
        || (parent != "properties" && ["not", "if", "then", "else", "contains", "propertyNames"].contains(&&*keyword))
}

/// Whether a value of the schema must never be shown.
pub fn is_secret(schema: &Node<'_>) -> bool {
    format_of(schema).is_some_and(|format| SECRET_FORMATS.contains(&format))
}

/// How deep parts of parts are searched: a chain of references may be as long as the document.
const DEEPEST: usize = 64;

/// What a schema says of one property.
#[derive(Default)]
pub struct Property<'d> {
    /// Its schemas, behind references: more than one if several parts of the whole have it.
    pub schemas: Vec<Node<'d>>,
    /// Whether it is among the `properties`, of every member if there are some.
    pub is_declared: bool,
    /// Whether it is among what is `required`, of every member if there are some.
    pub is_required: bool,
}

/// Looks for a property in a schema, in the parts of an `allOf`, and in every member of a `oneOf` or `anyOf`.
pub fn property<'d>(context: &Context<'d>, schema: &Node<'d>, name: &str) -> Property<'d> {
    let mut search = Search { context, name, schemas: Vec::new(), known: HashMap::new(), depth: 0 };
    let Said { is_declared, is_required } = search.look_in(schema);
    Property { schemas: search.schemas, is_declared, is_required }
}

/// Whether a schema declares a property, and whether it requires it.
#[derive(Clone, Copy, Default)]
struct Said {
    is_declared: bool,
    is_required: bool,
}

struct Search<'s, 'd> {
    context: &'s Context<'d>,
    name: &'s str,
    /// The property's schemas, references followed.
    schemas: Vec<Node<'d>>,
    /// What was found in each schema: many may share a part, and one that includes itself says nothing new.
    known: HashMap<String, Said>,
    depth: usize,
}

impl<'d> Search<'_, 'd> {
    /// Recursive as the schemas are, as far as [`DEEPEST`].
    fn look_in(&mut self, schema: &Node<'d>) -> Said {
        let Some(schema) = self.context.resolve(schema) else { return Said::default() };
        if let Some(known) = self.known.get(&schema.pointer) {
            return *known;
        }
        if self.depth == DEEPEST {
            return Said::default();
        }
        self.depth += 1;
        self.known.insert(schema.pointer.clone(), Said::default());
        let required = schema.get("required").and_then(Value::as_array);
        let own = schema.get("properties").and_then(|properties| properties.get(self.name));
        if own.is_some() {
            let pointer = pointer::join(&schema.at("properties"), self.name);
            self.schemas.extend(self.context.at(&pointer).and_then(|node| self.context.resolve(node)));
        }
        let mut said = Said {
            is_declared: own.is_some(),
            is_required: required.is_some_and(|required| required.iter().any(|entry| entry == self.name)),
        };
        for part in schema.children_of("allOf") {
            let part = self.look_in(&part);
            said.is_declared |= part.is_declared;
            said.is_required |= part.is_required;
        }
        for keyword in ["oneOf", "anyOf"] {
            let members = schema.children_of(keyword);
            let members: Vec<_> = members.iter().map(|member| self.look_in(member)).collect();
            if !members.is_empty() {
                said.is_declared |= members.iter().all(|member| member.is_declared);
                said.is_required |= members.iter().all(|member| member.is_required);
            }
        }
        self.depth -= 1;
        self.known.insert(schema.pointer, said);
        said
    }
}
