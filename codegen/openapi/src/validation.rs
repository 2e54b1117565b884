//! Validates values against the document's schemas, as JSON Schema.
//!
//! OpenAPI 3.1's schemas are JSON Schema and 3.0's nearly so: `nullable` and the boolean `exclusiveMinimum` are
//! translated, and only the `format`s that `openscaler-formats` knows are checked. What cannot be translated allows any
//! value, so that no example is rejected because of a schema that has a finding of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry};
pub use jsonschema::{ValidationError, Validator};
use openscaler_formats::Format;
use serde_json::{Map, Value, json};

use crate::context::{Context, Direction};
use crate::document::{Source, pointer};
use crate::schemas::{format_of, type_of};
use crate::structure::{Form, Kind, Node, Version};

/// The address under which the translated schemas refer to each other.
const ADDRESS: &str = "urn:document";

/// Values longer than this are not quoted.
const LONGEST_QUOTED: usize = 40;

/// More than so many names are counted.
const MOST_NAMED: usize = 5;

/// Keywords that say nothing of a value, or what no library would check alike.
#[rustfmt::skip]
const LEFT_OUT: [&str; 8] = [
    "default", "example", "examples", "xml", "contentSchema", "unevaluatedItems", "unevaluatedProperties", "definitions",
];

/// A value that the document gives for a schema.
pub(crate) struct Given<'d> {
    pub(crate) pointer: String,
    pub(crate) value: &'d Value,
    pub(crate) schema: Node<'d>,
    /// Where it is sent; `None` for both, or where that is not known.
    pub(crate) direction: Option<Direction>,
}

/// Why a value does not match.
pub(crate) struct Mismatch {
    /// The part of the value that does not match.
    pub(crate) pointer: String,
    pub(crate) reason: String,
}

/// What does not match of each of the values given; an answer for each, in their order.
pub(crate) fn mismatches(context: &Context<'_>, given: &[Given<'_>]) -> Vec<Vec<Mismatch>> {
    let mut found: Vec<Vec<Mismatch>> = given.iter().map(|_| Vec::new()).collect();
    if given.is_empty() {
        return found;
    }
    let translation = Translation::new(context);
    for direction in [None, Some(Direction::Request), Some(Direction::Response)] {
        let of_direction = || given.iter().enumerate().filter(|(_, given)| given.direction == direction);
        if of_direction().next().is_none() {
            continue;
        }
        let translated = translation.document(direction, of_direction().map(|(_, given)| &given.schema));
        let Some(registry) = registry(&translated) else { continue };
        let of_direction: Vec<_> = of_direction().collect();
        // All values at once: a schema that many refer to is compiled once.
        let schemas = of_direction.iter().map(|(_, given)| translation.value(&given.schema, direction));
        let (schemas, values): (Map<_, _>, Map<_, _>) = schemas
            .zip(&of_direction)
            .enumerate()
            .map(|(number, (schema, (_, given)))| {
                ((number.to_string(), schema), (number.to_string(), given.value.clone()))
            })
            .unzip();
        if let Some(validator) = build(&registry, &json!({ "properties": schemas })) {
            let values = Value::Object(values);
            let mut errors: HashMap<usize, Vec<ValidationError<'_>>> = HashMap::new();
            for error in validator.iter_errors(&values) {
                let number =
                    pointer::tokens(error.instance_path().as_str()).next().and_then(|token| token.parse().ok());
                errors.entry(number.unwrap_or_default()).or_default().push(error);
            }
            for (number, errors) in errors {
                let (index, given) = of_direction[number];
                found[index] = mismatches_of(&given.pointer, errors.iter().map(|error| (within(error), error)));
            }
            continue;
        }
        // One of the schemas is not one; the others are still validated.
        for (index, given) in of_direction {
            let validator = build(&registry, &translation.value(&given.schema, direction));
            let errors: Vec<_> = validator.iter().flat_map(|validator| validator.iter_errors(given.value)).collect();
            let errors = errors.iter().map(|error| (error.instance_path().as_str(), error));
            found[index] = mismatches_of(&given.pointer, errors);
        }
    }
    found
}

/// Where an error is within the value, which is one of many.
fn within<'e>(error: &'e ValidationError<'_>) -> &'e str {
    let path = error.instance_path().as_str();
    path.get(1..).and_then(|rest| rest.find('/')).map_or("", |slash| &path[slash + 1..])
}

/// Validates the values of the schema at `pointer`, as requests or as answers hold them.
///
/// It knows OpenAPI's dialects and the formats of `openscaler-formats`: a suite that compares the generated types with
/// the document asks it, and not them. `None` if there is no schema at the pointer, or none that can be translated.
#[must_use]
pub fn validator(source: &Source, pointer: &str, direction: Direction) -> Option<Validator> {
    let context = Context::new(source);
    let schema = context.at(pointer).filter(|node| node.kind == Kind::Schema)?;
    let translation = Translation::new(&context);
    let translated = translation.document(Some(direction), [schema]);
    build(&registry(&translated)?, &translation.schema(schema, Some(direction)))
}

fn registry(translated: &Value) -> Option<Registry<'_>> {
    Registry::new().draft(Draft::Draft202012).add(ADDRESS, translated).and_then(|registry| registry.prepare()).ok()
}

/// `None` for an invalid schema; other rules report it.
fn build(registry: &Registry<'_>, schema: &Value) -> Option<Validator> {
    let options =
        jsonschema::options().with_draft(Draft::Draft202012).with_registry(registry).should_validate_formats(true);
    let options = Format::ALL
        .iter()
        .fold(options, |options, format| options.with_format(format.name(), |text: &str| format.check(text).is_ok()));
    options.build(schema).ok()
}

/// One mismatch for each error, given with its path, but one for all that a value lacks.
fn mismatches_of<'e, 'v: 'e>(
    pointer: &str,
    errors: impl Iterator<Item = (&'e str, &'e ValidationError<'v>)>,
) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, error) in errors {
        let pointer = format!("{pointer}{path}");
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                missing.entry(pointer).or_default().push(format!("`{name}`"));
            }
            _ => mismatches.push(Mismatch { pointer, reason: reason(error) }),
        }
    }
    mismatches.extend(missing.into_iter().map(|(pointer, names)| Mismatch { pointer, reason: lacks(&names) }));
    mismatches
}

fn lacks(names: &[String]) -> String {
    match names {
        [one] => format!("missing {one}"),
        few if few.len() <= MOST_NAMED => format!("missing {}", few.join(", ")),
        many => format!("missing {} and {} more", many[..MOST_NAMED].join(", "), many.len() - MOST_NAMED),
    }
}

fn reason(error: &ValidationError<'_>) -> String {
    let instance = error.instance().to_string();
    let is_short = instance.chars().count() <= LONGEST_QUOTED;
    match error.kind() {
        ValidationErrorKind::Format { format } => {
            let violation = Format::from_name(format).zip(error.instance().as_str());
            let violation = violation.and_then(|(format, text)| format.check(text).err());
            violation.map_or_else(|| error.to_string(), |violation| violation.to_string())
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            format!("unknown property `{}`", unexpected.join("`, `"))
        }
        _ if is_short => error.to_string().replace(&instance, &format!("`{instance}`")),
        _ => error.masked_with("it").to_string(),
    }
}

/// The document's schemas as JSON Schema.
struct Translation<'c, 'd> {
    context: &'c Context<'d>,
    /// The schemas that a reference can lead to: their numbers, by pointer.
    roots: HashMap<&'c str, usize>,
    /// Schemas that are made of themselves; to check against one would never end.
    cyclic: HashSet<String>,
    /// The names of properties that are not sent in a direction.
    unsent: HashMap<Option<Direction>, BTreeSet<String>>,
}

impl<'c, 'd> Translation<'c, 'd> {
    fn new(context: &'c Context<'d>) -> Translation<'c, 'd> {
        // What references lead to; nearly always components.
        let targets: HashSet<String> = context.local_references().map(|(.., target)| target).collect();
        let is_root = |schema: &&Node<'_>| {
            pointer::parent(&schema.pointer) == "/components/schemas" || targets.contains(&schema.pointer)
        };
        let roots = context.of(Kind::Schema).filter(is_root);
        let unsent = [
            (Some(Direction::Request), vec!["readOnly"]),
            (Some(Direction::Response), vec!["writeOnly"]),
            (None, vec!["readOnly", "writeOnly"]),
        ];
        Translation {
            context,
            roots: roots.enumerate().map(|(index, schema)| (schema.pointer.as_str(), index)).collect(),
            cyclic: context.cycles().iter().flatten().cloned().collect(),
            unsent: unsent.map(|(direction, marks)| (direction, marked_properties(context, &marks))).into(),
        }
    }

    /// All that a reference in one of the schemas leads to, however deep.
    fn document<'n>(&self, direction: Option<Direction>, schemas: impl IntoIterator<Item = &'n Node<'d>>) -> Value
    where
        'd: 'n,
    {
        let mut definitions = Map::new();
        let mut open: Vec<Node<'d>> = schemas.into_iter().cloned().collect();
        while let Some(node) = open.pop() {
            let target = node.reference().and_then(pointer::local);
            for root in target.into_iter().chain([node.pointer.clone()]) {
                let Some((pointer, index)) = self.roots.get_key_value(root.as_str()) else { continue };
                if definitions.contains_key(&index.to_string()) {
                    continue;
                }
                if let Some(root) = self.context.at(pointer) {
                    definitions.insert(index.to_string(), self.schema(root, direction));
                    open.push(root.clone());
                }
            }
            open.extend(node.children());
        }
        json!({ "$defs": definitions })
    }

    /// The schema of a value: a reference, if one can lead to it.
    fn value(&self, schema: &Node<'_>, direction: Option<Direction>) -> Value {
        match self.roots.get(schema.pointer.as_str()) {
            Some(index) if !self.cyclic.contains(&schema.pointer) => reference_to(*index),
            _ => self.schema(schema, direction),
        }
    }

    /// One schema; those below it are part of it, and those referred to are referred to.
    fn schema(&self, schema: &Node<'_>, direction: Option<Direction>) -> Value {
        if schema.is_reference() {
            return self.reference(schema);
        }
        let Some(keywords) = schema.value.as_object() else {
            // In 3.1 a boolean is a schema; what is neither has a finding of its own.
            return schema.value.as_bool().filter(|_| schema.version >= Version::V3_1).map_or(json!({}), Value::Bool);
        };
        let mut translated = Map::new();
        for (key, value) in keywords {
            translated.extend(self.keyword(schema, key, value, direction).map(|value| (key.clone(), value)));
        }
        exclusive_bounds(&mut translated);
        integer_bounds(schema, &mut translated);
        for keyword in ["oneOf", "anyOf"] {
            // With a tag one variant is meant, and what is wrong is said of that one alone.
            if let Some(choices) = translated.get(keyword).and_then(|members| self.tagged(schema, keyword, members)) {
                translated.shift_remove(keyword);
                translated.insert("allOf".to_owned(), choices);
            }
        }
        match schema.get("nullable") {
            Some(Value::Bool(true)) => nullable(translated),
            _ => Value::Object(translated),
        }
    }

    /// A keyword in JSON Schema; `None` where it says nothing of the value.
    fn keyword(&self, schema: &Node<'_>, key: &str, value: &Value, direction: Option<Direction>) -> Option<Value> {
        let is_valid = |pattern: &str| crate::pattern::is_valid(pattern).is_ok();
        let translate = |child: &Node<'_>| self.schema(child, direction);
        match (key, &schema.kind.keyword(schema.version, key)?.form) {
            // Since 3.1, what is next to a reference counts: the value has to match both.
            ("$ref", _) => self.reference(schema).get("$ref").cloned(),
            ("format", _) => Format::from_name(value.as_str()?).map(|_| value.clone()),
            ("pattern", _) => value.as_str().is_some_and(is_valid).then(|| value.clone()),
            // It does not count for a property that the other side sets.
            ("required", _) => {
                let unsent = &self.unsent[&direction];
                let is_sent = |name: &&Value| name.as_str().is_some_and(|name| !unsent.contains(name));
                Some(value.as_array()?.iter().filter(is_sent).cloned().collect())
            }
            (key, _) if key.starts_with('$') || LEFT_OUT.contains(&key) => None,
            (_, Form::One(Kind::Schema)) => {
                let child = schema.children_of(key).first().map(translate);
                child.or_else(|| value.is_boolean().then(|| value.clone()))
            }
            (_, Form::List(_)) => {
                let members: Vec<_> = schema.children_of(key).iter().map(translate).collect();
                (!members.is_empty()).then_some(Value::Array(members))
            }
            (_, Form::Map(_)) => {
                let entries = schema.children_of(key).into_iter();
                let mut entries: Map<_, _> =
                    entries.map(|child| (pointer::last(&child.pointer), translate(&child))).collect();
                entries.retain(|name, _| key != "patternProperties" || is_valid(name));
                Some(Value::Object(entries))
            }
            (key, Form::Plain(words)) => (words != "string" || key == "type").then(|| value.clone()),
            (_, Form::One(_)) => None,
        }
    }

    fn reference(&self, schema: &Node<'_>) -> Value {
        let target = schema.reference().and_then(pointer::local).unwrap_or_default();
        match self.roots.get(target.as_str()) {
            Some(index) if !self.cyclic.contains(&target) => reference_to(*index),
            _ => json!({}),
        }
    }

    /// A union whose tag says which of its variants a value is to match.
    fn tagged(&self, schema: &Node<'_>, keyword: &str, members: &Value) -> Option<Value> {
        let discriminator = schema.get("discriminator")?;
        let tag = discriminator.get("propertyName")?.as_str()?;
        let mapping: Vec<_> = discriminator.get("mapping")?.as_object()?.iter().collect();
        let written = schema.children_of(keyword);
        let mut choices = vec![json!({
            "required": [tag],
            "properties": { tag: { "enum": mapping.iter().flat_map(|(key, _)| tags(key)).collect::<Vec<_>>() } },
        })];
        for (key, target) in mapping {
            let target = target.as_str()?;
            let index = written.iter().position(|member| member.reference() == Some(target))?;
            choices.push(json!({
                "if": { "required": [tag], "properties": { tag: { "enum": tags(key) } } },
                "then": members.get(index)?,
            }));
        }
        // A union that is also an `allOf` is left as it is written.
        schema.get("allOf").is_none().then_some(Value::Array(choices))
    }
}

/// The tag values that a mapping's key matches: the string, and the integer or boolean that is written like it.
fn tags(key: &str) -> Vec<Value> {
    let literal = serde_json::from_str(key).ok().filter(|literal: &Value| literal.is_i64() || literal.is_boolean());
    [json!(key)].into_iter().chain(literal).collect()
}

fn reference_to(index: usize) -> Value {
    json!({ "$ref": format!("{ADDRESS}#/$defs/{index}") })
}

/// The names of the properties that carry one of the marks, anywhere in the document.
fn marked_properties(context: &Context<'_>, marks: &[&str]) -> BTreeSet<String> {
    let is_marked = |schema: &Node<'_>| {
        let resolved = context.resolve(schema);
        resolved.is_some_and(|schema| marks.iter().any(|mark| schema.get(mark) == Some(&Value::Bool(true))))
    };
    let properties =
        context.of(Kind::Schema).filter(|schema| pointer::parent(&schema.pointer).ends_with("/properties"));
    properties.filter(|schema| is_marked(schema)).map(|schema| pointer::last(&schema.pointer)).collect()
}

/// An integer's format bounds it, too; the tighter bound counts.
fn integer_bounds(schema: &Node<'_>, keywords: &mut Map<String, Value>) {
    let (minimum, maximum) = match format_of(schema).filter(|_| type_of(schema) == Some("integer")) {
        Some("int8") => (json!(i8::MIN), json!(i8::MAX)),
        Some("int16") => (json!(i16::MIN), json!(i16::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint8") => (json!(0), json!(u8::MAX)),
        Some("uint16") => (json!(0), json!(u16::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        _ => return,
    };
    for (bound, limit, sign) in [("minimum", minimum, 1.0), ("maximum", maximum, -1.0)] {
        let own = keywords.get(bound).and_then(Value::as_f64);
        if !own.zip(limit.as_f64()).is_some_and(|(own, limit)| own * sign >= limit * sign) {
            keywords.insert(bound.to_owned(), limit);
        }
    }
}

/// `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`.
fn exclusive_bounds(keywords: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        // In 3.1 it is the limit itself.
        let Some(flag) = keywords.get(exclusive).and_then(Value::as_bool) else { continue };
        keywords.shift_remove(exclusive);
        if flag && let Some(limit) = keywords.shift_remove(bound) {
            keywords.insert(exclusive.to_owned(), limit);
        }
    }
}

/// What is said, or null: by the type where that is enough, so that a mismatch is named and not just the choice.
fn nullable(mut keywords: Map<String, Value>) -> Value {
    let has_parts = ["allOf", "oneOf", "anyOf", "not"].iter().any(|part| keywords.contains_key(*part));
    let Some(Value::String(name)) = keywords.get("type").filter(|_| !has_parts).cloned() else {
        return json!({ "anyOf": [{ "type": "null" }, keywords] });
    };
    keywords.insert("type".to_owned(), json!([name, "null"]));
    if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    Value::Object(keywords)
}
