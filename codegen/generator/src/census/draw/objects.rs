//! Objects: their properties, and those that patterns and additional properties allow.

use openscaler_openapi::context::Direction;
use openscaler_openapi::document::pointer;
use serde_json::{Map, Value, json};

use super::keywords::{entries, list, listed};
use super::{Draw, MOST_SCHEMAS, Parts};
use crate::census::scalars::match_of;

/// How deep a property's schemas may include each other before their flags no longer count.
const MOST_MARKED: usize = 16;

impl<'d> Draw<'_, 'd> {
    pub(super) fn object(&mut self, parts: &Parts<'d>) -> Option<Value> {
        let properties = collect_properties(parts);
        let required: Vec<&str> =
            parts.plain.iter().flat_map(|part| list(part, "required")).filter_map(Value::as_str).collect();
        let mut object = Map::new();
        for (name, schemas) in &properties {
            if self.is_sent(schemas) {
                self.add_property(name, schemas, required.contains(name), parts, &mut object)?;
            }
        }
        let is_open = properties.is_empty() && parts.plain.iter().all(|part| part.get("patternProperties").is_none());
        for name in required {
            if is_open || !properties.iter().any(|(known, _)| *known == name) {
                object.entry(name).or_insert_with(|| json!("text"));
            }
        }
        self.add_matches(parts, &mut object);
        self.add_entries(parts, is_open, &mut object);
        Some(Value::Object(object))
    }

    /// Adds a property if it is required, a tag, or chosen; `None` if it has to be present and has no value.
    fn add_property(
        &mut self,
        name: &str,
        schemas: &[&'d Value],
        is_required: bool,
        parts: &Parts<'d>,
        object: &mut Map<String, Value>,
    ) -> Option<()> {
        let tag = parts.tags.iter().find(|(tag, _)| *tag == name).map(|(_, value)| *value);
        if is_required || tag.is_some() {
            let value = tag.and_then(|tag| self.tag_value(schemas, tag));
            object.insert(name.to_owned(), value.or_else(|| self.value(schemas))?);
        } else if self.schemas < MOST_SCHEMAS && self.pick(schemas[0], "presence", 2) == 1 {
            object.extend(self.value(schemas).map(|value| (name.to_owned(), value)));
        }
        Some(())
    }

    /// Whether the direction has the property.
    fn is_sent(&self, schemas: &[&Value]) -> bool {
        let mark = match self.sampler.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        !schemas.iter().any(|schema| self.is_marked(schema, mark, 0))
    }

    /// Whether a schema, or one that it refers to or includes, has a flag.
    fn is_marked(&self, schema: &Value, mark: &str, depth: usize) -> bool {
        let target = pointer::reference(schema).and_then(pointer::local);
        let target = target.and_then(|target| self.sampler.document.pointer(&target));
        let mut included = target.into_iter().chain(list(schema, "allOf"));
        schema.get(mark) == Some(&Value::Bool(true))
            || (depth < MOST_MARKED && included.any(|part| self.is_marked(part, mark, depth + 1)))
    }

    /// The tag as the member declares it: the listed value with that text, else the text unless it declares another.
    fn tag_value(&self, schemas: &[&Value], tag: &str) -> Option<Value> {
        let mut lists = schemas.iter().filter_map(|schema| {
            let target = pointer::reference(schema).and_then(pointer::local);
            listed(target.and_then(|target| self.sampler.document.pointer(&target)).unwrap_or(schema))
        });
        let is_tag = |value: &&Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned) == tag;
        match lists.next() {
            Some(listed) if listed.len() == 1 => listed.into_iter().find(is_tag).cloned(),
            Some(listed) => Some(listed.into_iter().find(is_tag).cloned().unwrap_or_else(|| json!(tag))),
            None => Some(json!(tag)),
        }
    }

    /// The additional properties of an object, if the document allows them explicitly.
    fn add_entries(&mut self, parts: &Parts<'d>, is_map: bool, object: &mut Map<String, Value>) {
        let written = parts.plain.iter().filter_map(|part| Some((*part, part.get("additionalProperties")?)));
        let written: Vec<(&'d Value, &'d Value)> = written.collect();
        if written.iter().any(|(_, others)| **others == Value::Bool(false)) {
            return;
        }
        let place = match written.first() {
            Some((place, _)) => *place,
            // A bare `type: object` is a map of anything.
            None if is_map && parts.tags.is_empty() => parts.plain[0],
            None => return,
        };
        let schemas: Vec<&Value> = written.into_iter().map(|(_, others)| others).filter(|it| it.is_object()).collect();
        let least = parts.plain.iter().filter_map(|part| part.get("minProperties")?.as_u64()).max().unwrap_or(0);
        let entries = if is_map { vec![least, least.max(1), least.max(2)] } else { vec![0, 1] };
        let wanted = entries[self.pick(place, "entries", entries.len())];
        for number in 1..=wanted {
            let value = match schemas.is_empty() {
                false => self.value(&schemas),
                true => Some([json!("text"), json!({ "key": [1, true, null] })][self.pick(place, "entry", 2)].clone()),
            };
            object.extend(value.map(|value| (format!("extra-{number}"), value)));
        }
    }

    /// A property for each pattern.
    fn add_matches(&mut self, parts: &Parts<'d>, object: &mut Map<String, Value>) {
        for (pattern, schema) in parts.plain.iter().flat_map(|part| entries(part, "patternProperties")) {
            if self.pick(schema, "match", 2) == 1 {
                let name = match_of(pattern, 1).filter(|name| !object.contains_key(name));
                object.extend(name.and_then(|name| Some((name, self.value(&[schema])?))));
            }
        }
    }
}

/// The properties of all schemas, each with everything that they say of it.
fn collect_properties<'d>(parts: &Parts<'d>) -> Vec<(&'d str, Vec<&'d Value>)> {
    let mut properties: Vec<(&'d str, Vec<&'d Value>)> = Vec::new();
    for (name, schema) in parts.plain.iter().flat_map(|part| entries(part, "properties")) {
        match properties.iter_mut().find(|(known, _)| *known == name) {
            Some((_, schemas)) => schemas.push(schema),
            None => properties.push((name, vec![schema])),
        }
    }
    properties
}
