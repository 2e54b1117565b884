//! Random documents of many small schemas: every keyword, unions of all kinds, and recursion.
//!
//! Each case is a component `Case0`, `Case1`, …, which an operation of its own sends and receives; the components that a
//! case is made of have its name in theirs. The same seed always gives the same document.

mod scalars;
mod unions;

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// How deep schemas are nested.
const DEEPEST: usize = 3;

/// Names of properties, some of which Rust or serde would have otherwise.
const NAMES: [&str; 16] = [
    "name",
    "kind",
    "size",
    "state",
    "items",
    "type",
    "self",
    "extra",
    "a-b",
    "camelCase",
    "1st",
    "owner",
    "at",
    "x y",
    "value",
    "data",
];

/// A document with so many cases, of OpenAPI 3.1 if the seed is odd, else of 3.0.
pub(super) fn random_document(seed: u64, cases: usize) -> Value {
    let mut random = Rng::with_seed(seed);
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for number in 0..cases {
        let name = format!("Case{number}");
        let mut case = Case {
            random: random.fork(),
            is_newer: seed % 2 == 1,
            name: name.clone(),
            components: Map::new(),
            open: vec![name.clone()],
        };
        let root = case.root();
        case.components.insert(name.clone(), root);
        schemas.extend(case.components);
        let content = json!({ "application/json": { "schema": reference(&name) } });
        let operation = json!({
            "operationId": format!("put_case{number}"),
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "It.", "content": content } },
        });
        paths.insert(format!("/case{number}"), json!({ "put": operation }));
    }
    json!({
        "openapi": if seed % 2 == 1 { "3.1.0" } else { "3.0.3" },
        "info": { "title": "Random", "version": "1.0.0" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Adds keywords to a schema.
fn with(mut schema: Value, keywords: Value) -> Value {
    if let (Some(schema), Value::Object(keywords)) = (schema.as_object_mut(), keywords) {
        schema.extend(keywords);
    }
    schema
}

/// One case under construction.
struct Case {
    random: Rng,
    /// Whether the document is of OpenAPI 3.1.
    is_newer: bool,
    name: String,
    components: Map<String, Value>,
    /// The components that are not finished: a reference to one is recursive.
    open: Vec<String>,
}

impl Case {
    fn chance(&mut self, percent: u8) -> bool {
        self.random.u8(..100) < percent
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.random.usize(..items.len())].clone()
    }

    /// So many different ones.
    fn some<T: Clone>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let mut items = items.to_vec();
        self.random.shuffle(&mut items);
        items.truncate(count);
        items
    }

    fn root(&mut self) -> Value {
        match self.random.u8(..10) {
            0 => self.list(DEEPEST),
            1 => self.map(DEEPEST),
            2..=4 => self.union(DEEPEST),
            5 | 6 => self.combined(DEEPEST),
            _ => self.object(DEEPEST),
        }
    }

    /// A schema of any kind.
    fn schema(&mut self, depth: usize) -> Value {
        if depth == 0 || self.chance(35) {
            return self.scalar();
        }
        let depth = depth - 1;
        match self.random.u8(..14) {
            0 | 1 => self.object(depth),
            2 => self.list(depth),
            3 => self.map(depth),
            4..=6 => self.union(depth),
            7 | 8 => self.combined(depth),
            9 | 10 => self.component(|case| case.schema(depth)),
            11 if self.components.is_empty() => json!({}),
            11 => {
                let known: Vec<String> = self.components.keys().cloned().collect();
                reference(&self.pick(&known))
            }
            12 => {
                let inner = self.schema(depth);
                self.nullable(inner)
            }
            _ => {
                let open = self.open.clone();
                let name = self.pick(&open);
                // A list, so that a value has an end.
                json!({ "type": "array", "items": reference(&name) })
            }
        }
    }

    /// Makes a component of a schema and refers to it.
    fn component(&mut self, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let name = format!("{}Part{}", self.name, self.components.len() + self.open.len());
        self.open.push(name.clone());
        let schema = make(self);
        self.open.retain(|open| *open != name);
        self.components.insert(name.clone(), schema);
        reference(&name)
    }

    /// The same or null, in one of the ways to write it.
    fn nullable(&mut self, schema: Value) -> Value {
        let keyword = self.pick(&["oneOf", "anyOf"]);
        if self.is_newer {
            return match schema.get("type").and_then(Value::as_str) {
                Some(name) if schema.get("enum").is_none() && schema.get("const").is_none() => {
                    let types = json!([name, "null"]);
                    with(schema, json!({ "type": types }))
                }
                _ => json!({ keyword: [schema, { "type": "null" }] }),
            };
        }
        match schema.get("$ref").is_some() {
            true if self.chance(50) => json!({ "allOf": [schema], "nullable": true }),
            true => json!({ keyword: [schema], "nullable": true }),
            false => with(schema, json!({ "nullable": true })),
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        if self.is_newer && self.chance(8) {
            return json!({ "type": "array", "prefixItems": [{ "type": "string" }, {}], "items": { "type": "integer" } });
        }
        let mut schema = json!({ "type": "array", "items": self.schema(depth) });
        if self.chance(20) {
            schema = with(schema, json!({ "minItems": self.random.u8(..2), "maxItems": self.random.u8(2..4) }));
        }
        if self.chance(10) {
            schema = with(schema, json!({ "uniqueItems": true }));
        }
        schema
    }

    fn map(&mut self, depth: usize) -> Value {
        let mut schema = json!({ "type": "object" });
        if self.chance(80) {
            schema = with(schema, json!({ "additionalProperties": self.additional(depth) }));
        }
        if self.chance(20) {
            schema = with(schema, json!({ "minProperties": 1 }));
        }
        schema
    }

    fn additional(&mut self, depth: usize) -> Value {
        match self.random.u8(..4) {
            0 => json!(true),
            1 => json!({}),
            _ => self.schema(depth),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let count = self.random.usize(..5);
        let names = self.some(&NAMES, count);
        let object = self.object_of(&names, depth);
        self.with_others(object, depth)
    }

    /// An object with these properties, some of them required.
    fn object_of(&mut self, names: &[&str], depth: usize) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for name in names {
            let recursive = self.open.clone();
            let mut property = if self.chance(8) { reference(&self.pick(&recursive)) } else { self.schema(depth) };
            if property.get("$ref").is_none() && self.chance(40) {
                required.push((*name).to_owned());
            }
            if property.get("$ref").is_none() || self.is_newer {
                property = self.described(property);
            }
            properties.insert((*name).to_owned(), property);
        }
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema = with(schema, json!({ "required": required }));
        }
        schema
    }

    /// The same, perhaps with something to say of other properties; as one of several parts, it would say it of theirs.
    fn with_others(&mut self, schema: Value, depth: usize) -> Value {
        let others = match self.random.u8(..6) {
            0 => json!(false),
            1 => self.additional(depth.min(1)),
            2 if self.is_newer => {
                let values = self.schema(depth.min(1));
                return with(schema, json!({ "patternProperties": { "^x-[a-z]+$": values } }));
            }
            _ => return schema,
        };
        with(schema, json!({ "additionalProperties": others }))
    }

    /// The same property with what only describes it, or says who sends it.
    fn described(&mut self, schema: Value) -> Value {
        match self.random.u8(..20) {
            0 => with(schema, json!({ "readOnly": true })),
            1 => with(schema, json!({ "writeOnly": true })),
            2 => with(schema, json!({ "deprecated": true, "description": "Do not use `it` */." })),
            3 => with(schema, json!({ "title": "Titled" })),
            4 if schema["type"] == "boolean" => with(schema, json!({ "default": true })),
            4 if schema == json!({ "type": "string" }) => with(schema, json!({ "default": "usual" })),
            5 if schema.get("enum").is_none() => with(schema, json!({ "not": { "enum": ["never"] } })),
            _ => schema,
        }
    }
}
