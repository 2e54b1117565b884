//! One schema object, read: the only file that knows how OpenAPI 3.0 and 3.1 write the same thing differently.

use serde_json::{Map, Number, Value};

use super::types_of_json::Types;

/// A limit of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound<'d> {
    pub(super) number: &'d Number,
    /// Whether the number itself is outside.
    pub(super) exclusive: bool,
}

/// What a schema says of the properties that it does not name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Additional<'d> {
    /// Nothing: they are admitted, and no type keeps them.
    Unsaid,
    /// There are none.
    Closed,
    /// Any JSON, explicitly.
    Any,
    /// Values of a schema: the key or keys that lead to it, and the schema.
    Schema(&'d str, &'d Value),
}

/// A list of alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum UnionKeyword {
    OneOf,
    AnyOf,
    /// The components that include a base with a `discriminator`.
    Subtypes,
}

impl UnionKeyword {
    pub(super) const WRITTEN: [UnionKeyword; 2] = [UnionKeyword::OneOf, UnionKeyword::AnyOf];

    pub(super) fn name(self) -> &'static str {
        match self {
            UnionKeyword::OneOf => "oneOf",
            UnionKeyword::AnyOf => "anyOf",
            UnionKeyword::Subtypes => "discriminator",
        }
    }
}

/// The property that tells the members of a union apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Discriminator<'d> {
    pub(super) property: &'d str,
    pub(super) mapping: Option<&'d Map<String, Value>>,
}

/// A schema, as it is written in one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'d> {
    value: &'d Value,
    /// Whether what is written next to a `$ref` counts, as it does since OpenAPI 3.1.
    siblings_count: bool,
}

/// Keywords that restrict or structure values; all others only describe them, or are read elsewhere.
const CONSTRAINTS: [&str; 20] = [
    "const",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
    "uniqueItems",
    "contentEncoding",
];

/// Keywords that only restrict values whose type other keywords settle.
const RESTRICTIONS: [&str; 18] = [
    "$comment",
    "deprecated",
    "description",
    "example",
    "examples",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "pattern",
    "required",
    "title",
];

impl<'d> Node<'d> {
    pub(super) fn new(value: &'d Value, siblings_count: bool) -> Self {
        Self { value, siblings_count }
    }

    pub(super) fn get(self, keyword: &str) -> Option<&'d Value> {
        let value = self.value.get(keyword)?;
        let is_hidden =
            !self.siblings_count && keyword != "$ref" && self.value.get("$ref").is_some_and(Value::is_string);
        (!is_hidden).then_some(value)
    }

    pub(super) fn text(self, keyword: &str) -> Option<&'d str> {
        self.get(keyword)?.as_str()
    }

    pub(super) fn flag(self, keyword: &str) -> bool {
        self.get(keyword) == Some(&Value::Bool(true))
    }

    pub(super) fn count(self, keyword: &str) -> Option<u64> {
        self.get(keyword)?.as_u64()
    }

    /// Where a `$ref` leads.
    pub(super) fn reference(self) -> Option<&'d str> {
        self.text("$ref")
    }

    /// The types that are named, without null; `None` if none is.
    pub(super) fn types(self) -> Option<Types> {
        match self.get("type")? {
            Value::String(name) => Types::named(name).filter(|types| !types.is_empty()),
            Value::Array(names) => {
                let types = names.iter().filter_map(|name| Types::named(name.as_str()?));
                Some(types.fold(Types::NONE, Types::or)).filter(|types| !types.is_empty())
            }
            _ => None,
        }
    }

    /// Whether null is a value, as far as this schema says by itself.
    pub(super) fn is_nullable(self) -> bool {
        self.flag("nullable")
            || self.names_null()
            || self.literals().is_some_and(|values| values.contains(&&Value::Null))
    }

    fn names_null(self) -> bool {
        match self.get("type") {
            Some(Value::Array(names)) => names.iter().any(|name| name == "null"),
            Some(name) => name == "null",
            None => false,
        }
    }

    /// Whether null is the only value.
    pub(super) fn is_null_only(self) -> bool {
        let literals = self.literals();
        literals.as_ref().is_some_and(|values| values.iter().all(|value| value.is_null()))
            || (literals.is_none() && self.names_null() && self.types().is_none())
    }

    fn literals(self) -> Option<Vec<&'d Value>> {
        match (self.get("const"), self.get("enum").and_then(Value::as_array)) {
            (Some(value), _) => Some(vec![value]),
            (None, Some(values)) if !values.is_empty() => Some(values.iter().collect()),
            _ => None,
        }
    }

    /// The only values, without null, each once; `None` if there is no list, or none of its values is of the type.
    pub(super) fn values(self) -> Option<Vec<&'d Value>> {
        let types = self.types().unwrap_or(Types::ALL);
        let mut values: Vec<&Value> = Vec::new();
        for value in self.literals()? {
            let is_scalar = matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
            if is_scalar && types.contains(Types::of(value)) && !values.contains(&value) {
                values.push(value);
            }
        }
        (!values.is_empty()).then_some(values)
    }

    pub(super) fn minimum(self) -> Option<Bound<'d>> {
        self.bound("minimum", "exclusiveMinimum", |one, other| one > other)
    }

    pub(super) fn maximum(self) -> Option<Bound<'d>> {
        self.bound("maximum", "exclusiveMaximum", |one, other| one < other)
    }

    /// In 3.0 the exclusive keyword is a flag next to the bound, in 3.1 a bound of its own; the tighter one counts.
    fn bound(self, keyword: &str, exclusive: &str, is_tighter: fn(f64, f64) -> bool) -> Option<Bound<'d>> {
        let number = |keyword: &str| match self.get(keyword) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        };
        let inclusive = number(keyword).map(|number| Bound { number, exclusive: self.flag(exclusive) });
        let exclusive = number(exclusive).map(|number| Bound { number, exclusive: true });
        tighter_bound(inclusive, exclusive, is_tighter)
    }

    /// The members of an `allOf`.
    pub(super) fn all_of(self) -> &'d [Value] {
        self.get("allOf").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// The members of a `oneOf` or `anyOf`.
    pub(super) fn union(self, keyword: UnionKeyword) -> &'d [Value] {
        self.get(keyword.name()).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn discriminator(self) -> Option<Discriminator<'d>> {
        let discriminator = self.get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?;
        Some(Discriminator { property, mapping: discriminator.get("mapping").and_then(Value::as_object) })
    }

    pub(super) fn properties(self) -> impl Iterator<Item = (&'d str, &'d Value)> {
        let properties = self.get("properties").and_then(Value::as_object).into_iter().flatten();
        properties.map(|(name, schema)| (name.as_str(), schema))
    }

    pub(super) fn required(self) -> impl Iterator<Item = &'d str> {
        self.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }

    pub(super) fn additional(self) -> Additional<'d> {
        let patterns = self.get("patternProperties").and_then(Value::as_object);
        let mut patterns = patterns.into_iter().flatten();
        let by_pattern = match (patterns.next(), patterns.next()) {
            (Some((pattern, schema)), None) if schema.is_object() => Some(Additional::Schema(pattern, schema)),
            (Some(_), _) => Some(Additional::Any),
            (None, _) => None,
        };
        match (self.get("additionalProperties"), by_pattern) {
            (Some(schema @ Value::Object(entries)), None) if !entries.is_empty() => Additional::Schema("", schema),
            (Some(Value::Object(_) | Value::Bool(true)), _) => Additional::Any,
            (Some(Value::Bool(false)), None) => Additional::Closed,
            (_, None) if self.get("unevaluatedProperties") == Some(&Value::Bool(false)) => Additional::Closed,
            (_, by_pattern) => by_pattern.unwrap_or(Additional::Unsaid),
        }
    }

    /// The schema of every item of a list.
    pub(super) fn items(self) -> Option<&'d Value> {
        self.get("items").filter(|items| items.is_object() && self.get("prefixItems").is_none())
    }

    /// Whether the schema says more than what its parts say and what only describes it.
    pub(super) fn is_constraining(self) -> bool {
        let constrains = |(keyword, value): (&String, &Value)| match (keyword.as_str(), value) {
            ("properties", Value::Object(entries)) => !entries.is_empty(),
            ("required", Value::Array(entries)) => !entries.is_empty(),
            (keyword, _) => CONSTRAINTS.contains(&keyword),
        };
        let written = self.value.as_object().into_iter().flatten();
        written.filter(|entry| constrains(*entry)).any(|(keyword, _)| self.get(keyword).is_some())
            || matches!(self.additional(), Additional::Schema(..))
    }

    /// Whether the schema only describes, and perhaps admits null.
    pub(super) fn is_annotation(self) -> bool {
        const STRUCTURE: [&str; 6] = ["$ref", "type", "allOf", "oneOf", "anyOf", "discriminator"];
        !self.is_constraining() && STRUCTURE.iter().all(|keyword| self.get(keyword).is_none())
    }

    /// Whether values are only restricted, as by `required`: no type can tell those that are left.
    pub(super) fn is_restriction(self, types: Option<Types>) -> bool {
        let Some(keywords) = self.value.as_object() else { return true };
        let is_known = |keyword: &String| {
            RESTRICTIONS.contains(&keyword.as_str())
                || keyword.starts_with("x-")
                || (keyword == "type" && types.is_some() && self.types() == types)
        };
        keywords.keys().all(is_known)
    }

    /// What a property, a parameter or a list is for, by keywords of one type, where no type is named.
    pub(super) fn hinted_types(self) -> Option<Types> {
        const HINTS: [(&[&str], Types); 4] = [
            (
                &[
                    "properties",
                    "required",
                    "additionalProperties",
                    "patternProperties",
                    "minProperties",
                    "maxProperties",
                ],
                Types::OBJECT,
            ),
            (&["items", "prefixItems", "minItems", "maxItems", "uniqueItems"], Types::ARRAY),
            (&["minLength", "maxLength", "pattern"], Types::STRING),
            (&["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"], Types::NUMBER),
        ];
        const INTEGERS: [&str; 10] =
            ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"];
        const NUMBERS: [&str; 4] = ["decimal", "double", "float", "number"];
        match self.text("format").filter(|format| !format.is_empty()) {
            Some(format) if INTEGERS.contains(&format) => return Some(Types::INTEGER),
            Some(format) if NUMBERS.contains(&format) => return Some(Types::NUMBER),
            _ => {}
        }
        let hinted = HINTS.iter().find(|(keywords, _)| keywords.iter().any(|keyword| self.get(keyword).is_some()));
        let by_format = self.text("format").filter(|format| !format.is_empty()).map(|_| Types::STRING);
        hinted.map(|(_, types)| *types).or(by_format)
    }
}

/// The tighter of two bounds; of equal ones the exclusive.
pub(super) fn tighter_bound<'d>(
    one: Option<Bound<'d>>,
    other: Option<Bound<'d>>,
    is_tighter: fn(f64, f64) -> bool,
) -> Option<Bound<'d>> {
    let (Some(first), Some(second)) = (one, other) else { return one.or(other) };
    let (a, b) = (first.number.as_f64()?, second.number.as_f64()?);
    let is_equal = !is_tighter(a, b) && !is_tighter(b, a);
    Some(if is_tighter(b, a) || (is_equal && second.exclusive) { second } else { first })
}
