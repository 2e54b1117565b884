//! Draws a value that the document's own schema allows; which one, the choices say.

use std::collections::{BTreeMap, VecDeque};

use openscaler_openapi::document::pointer;
use serde_json::{Map, Value, json};

use super::choices::Choices;
use super::report::Direction;
use super::scalars::{integers, numbers, texts};

/// How often a component may be met inside of itself.
const REPEATS: usize = 2;

/// How many schemas one value may be made of, before optional properties are left out.
const MOST_SCHEMAS: usize = 400;

/// The largest list that is drawn because it may not be larger.
const LONGEST_LIST: u64 = 10;

/// What is drawn from.
pub(super) struct Sampler<'d> {
    document: &'d Value,
    direction: Direction,
    /// The components that extend a component by `allOf`, by the name of that.
    subtypes: BTreeMap<&'d str, Vec<&'d str>>,
}

impl<'d> Sampler<'d> {
    pub(super) fn new(document: &'d Value, direction: Direction) -> Self {
        let mut subtypes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let components = document.pointer("/components/schemas").and_then(Value::as_object);
        for (name, schema) in components.into_iter().flatten() {
            for base in list(schema, "allOf").iter().filter_map(component) {
                subtypes.entry(base).or_default().push(name);
            }
        }
        Self { document, direction, subtypes }
    }

    /// A value of the schema, which may be a component; `None` if these choices lead to none.
    pub(super) fn draw(&self, schema: &'d Value, component: Option<&'d str>, choices: &mut Choices) -> Option<Value> {
        let open: Vec<&str> = component.into_iter().collect();
        let (own, serial) = (open.len(), choices.first_serial());
        let mut draw = Draw { sampler: self, choices, open, start: 0, own, serial, turn: 0, schemas: 0 };
        draw.complete(VecDeque::from([schema]), Parts::default())
    }
}

/// One value in the making.
struct Draw<'s, 'd> {
    sampler: &'s Sampler<'d>,
    choices: &'s mut Choices,
    /// The components that lead to the current schema.
    open: Vec<&'d str>,
    /// How many of them lead to the current value.
    start: usize,
    /// How many of them belong to the type that is sampled.
    own: usize,
    /// Makes texts and numbers differ.
    serial: u64,
    /// The index in the list that is being drawn: its items differ where they can.
    turn: usize,
    schemas: usize,
}

/// All that one value has to satisfy.
#[derive(Clone, Default)]
struct Parts<'d> {
    plain: Vec<&'d Value>,
    /// Schemas with a `oneOf` or an `anyOf` of which no member was chosen yet.
    unions: VecDeque<(&'d Value, &'static str)>,
    /// What properties have to be because a discriminator says so.
    tags: Vec<(&'d str, &'d str)>,
}

impl<'d> Draw<'_, 'd> {
    fn pick(&mut self, schema: &Value, about: &'static str, alternatives: usize) -> usize {
        self.choices.pick(schema, about, alternatives, self.open.len() <= self.own)
    }

    /// A value that satisfies all of the schemas.
    fn value(&mut self, schemas: &[&'d Value]) -> Option<Value> {
        let before = (self.open.len(), self.start);
        self.start = self.open.len();
        let value = self.complete(schemas.iter().copied().collect(), Parts::default());
        self.open.truncate(before.0);
        self.start = before.1;
        value
    }

    /// Takes schemas apart until nothing is left to refer to anything, or to choose from.
    fn complete(&mut self, mut pending: VecDeque<&'d Value>, mut parts: Parts<'d>) -> Option<Value> {
        while let Some(schema) = pending.pop_front() {
            self.schemas += 1;
            if let Some(reference) = pointer::reference(schema) {
                let target = self.sampler.document.pointer(&pointer::local(reference)?)?;
                self.enter(reference.rsplit('/').next()?)?;
                pending.push_front(target);
                continue;
            }
            if is_nullable(schema) && self.pick(schema, "null", 2) == 1 {
                return Some(Value::Null);
            }
            parts.plain.push(schema);
            list(schema, "allOf").iter().rev().for_each(|member| pending.push_front(member));
            let unions = ["oneOf", "anyOf"].into_iter().filter(|keyword| !list(schema, keyword).is_empty());
            let unions: Vec<_> = unions.map(|keyword| (schema, keyword)).collect();
            if unions.is_empty() {
                pending.extend(self.subtype(schema, &mut parts));
            }
            parts.unions.extend(unions);
        }
        match parts.unions.pop_front() {
            Some((schema, keyword)) => self.member(schema, keyword, &parts),
            None => self.plain(&parts),
        }
    }

    /// Follows a reference, unless it leads round too often.
    fn enter(&mut self, component: &'d str) -> Option<()> {
        let repeats = self.open.iter().filter(|open| **open == component).count();
        (repeats < REPEATS).then(|| self.open.push(component))
    }

    /// Chooses a member of a union, or one after it if no value can be made of that.
    fn member(&mut self, schema: &'d Value, keyword: &'static str, parts: &Parts<'d>) -> Option<Value> {
        let members = list(schema, keyword);
        let first = self.pick(schema, keyword, members.len());
        let open = self.open.len();
        (0..members.len()).find_map(|offset| {
            self.open.truncate(open);
            if offset > 0 && self.schemas > MOST_SCHEMAS {
                return None;
            }
            let member = &members[(first + offset) % members.len()];
            let mut parts = parts.clone();
            parts.tags.extend(component(member).and_then(|name| self.tag(schema, name)));
            self.complete(VecDeque::from([member]), parts)
        })
    }

    /// A base with a discriminator is one of the components that extend it.
    fn subtype(&mut self, base: &'d Value, parts: &mut Parts<'d>) -> Option<&'d Value> {
        base.get("discriminator")?;
        let subtypes = self.sampler.subtypes.get(self.open.last()?)?;
        let chosen = self.open[self.start..].iter().find(|open| subtypes.contains(open)).copied();
        let name = match chosen {
            Some(name) => name,
            None => subtypes[self.pick(base, "subtype", subtypes.len())],
        };
        parts.tags.extend(self.tag(base, name));
        if chosen.is_some() {
            return None;
        }
        self.enter(name)?;
        self.sampler.document.get("components")?.get("schemas")?.get(name)
    }

    /// The property that tells the members of a union apart, and its value for one of them.
    fn tag(&mut self, schema: &'d Value, component: &'d str) -> Option<(&'d str, &'d str)> {
        let discriminator = schema.get("discriminator")?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let is_meant =
            |target: &Value| target.as_str().is_some_and(|target| target.rsplit('/').next() == Some(component));
        let values: Vec<&str> =
            mapping.filter(|(_, target)| is_meant(target)).map(|(value, _)| value.as_str()).collect();
        let value = values.get(self.pick(discriminator, "mapping", values.len())).copied();
        Some((discriminator.get("propertyName")?.as_str()?, value.unwrap_or(component)))
    }

    fn plain(&mut self, parts: &Parts<'d>) -> Option<Value> {
        let listed: Vec<Vec<&Value>> = parts.plain.iter().filter_map(|part| listed(part)).collect();
        if let Some(first) = listed.first() {
            let common: Vec<_> = first.iter().filter(|value| listed.iter().all(|list| list.contains(value))).collect();
            let place = parts.plain.iter().find(|part| self::listed(part).is_some())?;
            let index = (self.pick(place, "enum", common.len()) + self.turn) % common.len().max(1);
            return common.get(index).map(|value| (**value).clone());
        }
        let place = parts.plain.first()?;
        let types = types(&parts.plain);
        let chosen = self.pick(place, "type", types.len());
        self.serial += 1;
        let candidates = match types.get(chosen).copied().unwrap_or_else(|| implied_type(&parts.plain)) {
            "object" => return self.object(parts),
            "array" => return self.array(&parts.plain),
            "string" => texts(&parts.plain, self.serial),
            "integer" => integers(&parts.plain, self.serial),
            "number" => numbers(&parts.plain),
            "boolean" => [true, false].map(|value| json!(value == self.turn.is_multiple_of(2))).to_vec(),
            "null" => vec![Value::Null],
            _ => vec![json!("text"), json!({ "key": ["text", 1, true, null] }), json!(7), json!([1.5])],
        };
        candidates.get(self.pick(place, "value", candidates.len())).cloned()
    }

    fn object(&mut self, parts: &Parts<'d>) -> Option<Value> {
        let mut properties: Vec<(&'d str, Vec<&'d Value>)> = Vec::new();
        for (name, schema) in parts.plain.iter().flat_map(|part| entries(part, "properties")) {
            match properties.iter_mut().find(|(known, _)| *known == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => properties.push((name, vec![schema])),
            }
        }
        let required: Vec<&str> =
            parts.plain.iter().flat_map(|part| list(part, "required")).filter_map(Value::as_str).collect();
        let mut object = Map::new();
        for (name, schemas) in &properties {
            if !self.is_sent(schemas) {
                continue;
            }
            let tag = parts.tags.iter().find(|(tag, _)| tag == name).map(|(_, value)| *value);
            let is_required = required.contains(name);
            if is_required || tag.is_some() {
                let value = tag.and_then(|tag| self.tag_value(schemas, tag));
                object.insert((*name).to_owned(), value.or_else(|| self.value(schemas))?);
            } else if self.schemas < MOST_SCHEMAS && self.pick(schemas[0], "presence", 2) == 1 {
                object.extend(self.value(schemas).map(|value| ((*name).to_owned(), value)));
            }
        }
        let is_open = properties.is_empty();
        for name in required {
            if is_open || !properties.iter().any(|(known, _)| *known == name) {
                object.entry(name).or_insert_with(|| json!("text"));
            }
        }
        self.add_entries(parts, is_open, &mut object);
        Some(Value::Object(object))
    }

    /// Whether the direction has the property.
    fn is_sent(&self, schemas: &[&Value]) -> bool {
        let mark = match self.sampler.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let is_marked = |schema: &&Value| {
            let target = pointer::reference(schema).and_then(pointer::local);
            let target = target.and_then(|target| self.sampler.document.pointer(&target));
            target.unwrap_or(schema).get(mark) == Some(&Value::Bool(true))
        };
        !schemas.iter().any(is_marked)
    }

    /// The tag as the member writes it: one of the values that it lists, as text or not, else the text.
    fn tag_value(&self, schemas: &[&Value], tag: &str) -> Option<Value> {
        let mut lists = schemas.iter().filter_map(|schema| {
            let target = pointer::reference(schema).and_then(pointer::local);
            listed(target.and_then(|target| self.sampler.document.pointer(&target)).unwrap_or(schema))
        });
        let is_tag = |value: &&Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned) == tag;
        match lists.next() {
            Some(listed) => listed.into_iter().find(is_tag).cloned(),
            None => Some(json!(tag)),
        }
    }

    /// What an object has beyond its properties, where the document says that it may.
    fn add_entries(&mut self, parts: &Parts<'d>, is_map: bool, object: &mut Map<String, Value>) {
        let written = parts.plain.iter().find_map(|part| Some((*part, part.get("additionalProperties")?)));
        let (place, schema) = match written {
            Some((_, Value::Bool(false))) => return,
            Some((place, Value::Object(_))) => (place, place.get("additionalProperties")),
            Some((place, _)) => (place, None),
            // A bare `type: object` is a map of anything.
            None if is_map && parts.tags.is_empty() => (parts.plain[0], None),
            None => return,
        };
        let least = parts.plain.iter().filter_map(|part| part.get("minProperties")?.as_u64()).max().unwrap_or(0);
        let entries = if is_map { vec![least, least.max(1), least.max(2)] } else { vec![0, 1] };
        let wanted = entries[self.pick(place, "entries", entries.len())];
        for number in 1..=wanted {
            let value = match schema {
                Some(schema) => self.value(&[schema]),
                None => Some([json!("text"), json!({ "key": [1, true, null] })][self.pick(place, "entry", 2)].clone()),
            };
            object.extend(value.map(|value| (format!("extra-{number}"), value)));
        }
    }

    fn array(&mut self, parts: &[&'d Value]) -> Option<Value> {
        let bound = |keyword: &'static str| parts.iter().filter_map(move |part| part.get(keyword)?.as_u64());
        let least = bound("minItems").max().unwrap_or(0);
        let most = bound("maxItems").min();
        let mut lengths = vec![least, least.max(1), least.max(2)];
        lengths.extend(most.filter(|most| *most <= LONGEST_LIST));
        lengths.retain(|length| most.is_none_or(|most| *length <= most));
        lengths.dedup();
        let length = *lengths.get(self.pick(parts[0], "length", lengths.len()))?;
        let schemas: Vec<&Value> = parts.iter().filter_map(|part| part.get("items")).collect();
        let turn = self.turn;
        let mut items = Vec::new();
        for index in 0..usize::try_from(length).ok()? {
            self.turn = index;
            let item = if schemas.is_empty() { Some(json!("text")) } else { self.value(&schemas) };
            match item {
                Some(item) => items.push(item),
                None => break,
            }
        }
        self.turn = turn;
        // A type that holds a list of itself ends in an empty one.
        (items.len() as u64 >= least).then_some(Value::Array(items))
    }
}

/// The component that a reference names.
fn component(schema: &Value) -> Option<&str> {
    pointer::reference(schema)?.strip_prefix("#/components/schemas/")
}

fn list<'d>(schema: &'d Value, keyword: &str) -> &'d [Value] {
    schema.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn entries<'d>(schema: &'d Value, keyword: &str) -> impl Iterator<Item = (&'d str, &'d Value)> + use<'d> {
    let entries = schema.get(keyword).and_then(Value::as_object).into_iter().flatten();
    entries.map(|(name, value)| (name.as_str(), value))
}

/// The values of an `enum` or a `const`.
fn listed(schema: &Value) -> Option<Vec<&Value>> {
    let listed = schema.get("enum").and_then(Value::as_array).map(|values| values.iter().collect());
    listed.or_else(|| schema.get("const").map(|value| vec![value]))
}

fn is_nullable(schema: &Value) -> bool {
    schema["nullable"] == true || (list(schema, "type").len() > 1 && list(schema, "type").contains(&json!("null")))
}

/// The types to choose from: an integer is a number, and null is a choice of its own.
fn types<'d>(parts: &[&'d Value]) -> Vec<&'d str> {
    let types_of = |part: &'d Value| match part.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    let typed: Vec<Vec<&str>> = parts.iter().map(|part| types_of(part)).filter(|types| !types.is_empty()).collect();
    let narrowest = typed.iter().min_by_key(|types| (types.len(), types[0] != "integer"));
    narrowest.cloned().unwrap_or_default()
}

/// The type of which the keywords speak; empty if none does.
fn implied_type(parts: &[&Value]) -> &'static str {
    const IMPLIED: [(&str, &[&str]); 4] = [
        ("object", &["properties", "additionalProperties", "required", "minProperties", "maxProperties"]),
        ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
        ("string", &["pattern", "format", "minLength", "maxLength"]),
        ("number", &["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]),
    ];
    let has = |keywords: &[&str]| parts.iter().any(|part| keywords.iter().any(|keyword| part.get(keyword).is_some()));
    IMPLIED.iter().find(|(_, keywords)| has(keywords)).map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::census::choices::cover;

    /// All values that differ from the smallest in one choice, as text.
    fn drawn(document: &Value, component: &str, direction: Direction) -> Vec<String> {
        let sampler = Sampler::new(document, direction);
        let mut values = Vec::new();
        cover(|choices, _| {
            let value = sampler.draw(&document["components"]["schemas"][component], Some(component), choices);
            values.extend(value.map(|value| value.to_string()));
            true
        });
        values
    }

    fn components(schemas: &Value) -> Value {
        json!({ "components": { "schemas": schemas } })
    }

    #[test]
    fn properties_are_present_and_absent_and_null_in_their_direction() {
        let document = components(&json!({ "Pet": { "type": "object", "required": ["kind"], "properties": {
            "kind": { "enum": ["cat", "dog"] },
            "id": { "type": "boolean", "readOnly": true },
            "pin": { "type": "boolean", "writeOnly": true },
            "note": { "enum": ["a"], "nullable": true },
        }, "additionalProperties": true } }));
        let request = [
            r#"{"kind":"cat"}"#,
            r#"{"kind":"dog"}"#,
            r#"{"kind":"cat","pin":true}"#,
            r#"{"kind":"cat","note":"a"}"#,
            r#"{"kind":"cat","extra-1":"text"}"#,
            r#"{"kind":"cat","pin":false}"#,
            r#"{"kind":"cat","note":null}"#,
            r#"{"kind":"cat","extra-1":{"key":[1,true,null]}}"#,
        ];
        assert_eq!(drawn(&document, "Pet", Direction::Request), request);
        let response = drawn(&document, "Pet", Direction::Response);
        assert_eq!(response[2], r#"{"kind":"cat","id":true}"#);
    }

    #[test]
    fn each_member_of_a_union_is_drawn_with_its_tag() {
        let tagged = json!({ "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": "kind", "mapping": { "1": "#/components/schemas/Cat" } } });
        let member = |kind: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind } });
        let document = components(&json!({
            "Pet": tagged, "Cat": member(json!({ "enum": [1, 2] })), "Dog": member(json!({ "type": "string" })),
        }));
        assert_eq!(drawn(&document, "Pet", Direction::Request), [r#"{"kind":1}"#, r#"{"kind":"Dog"}"#]);
    }

    #[test]
    fn a_base_with_a_discriminator_is_one_of_its_subtypes() {
        let document = components(&json!({
            "Pet": { "type": "object", "properties": { "kind": { "type": "string" } }, "discriminator": { "propertyName": "kind" } },
            "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "required": ["lives"], "properties": { "lives": { "const": 9 } } }] },
        }));
        let cat = [r#"{"kind":"Cat","lives":9}"#];
        assert_eq!(drawn(&document, "Pet", Direction::Response), cat);
        assert_eq!(drawn(&document, "Cat", Direction::Response), cat);
    }

    #[test]
    fn a_type_that_holds_itself_ends() {
        let document = components(&json!({
            "Tree": { "type": "object", "required": ["next"], "properties": { "next": { "oneOf": [
                { "$ref": "#/components/schemas/Tree" }, { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
            ] } } },
            "Endless": { "type": "object", "required": ["self"], "properties": { "self": { "$ref": "#/components/schemas/Endless" } } },
        }));
        let trees = drawn(&document, "Tree", Direction::Response);
        assert!(trees.contains(&r#"{"next":[]}"#.to_owned()), "{trees:?}");
        assert!(trees.contains(&r#"{"next":{"next":[]}}"#.to_owned()), "{trees:?}");
        assert_eq!(drawn(&document, "Endless", Direction::Response), [""; 0]);
    }
}
