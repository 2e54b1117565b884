//! Unions of all kinds, and schemas that hold at once.

use serde_json::{Map, Value, json};

use super::scalars::WORDS;
use super::{Case, reference, with};

impl Case {
    /// Schemas that hold at once.
    pub(super) fn combined(&mut self, depth: usize) -> Value {
        match self.random.u8(..9) {
            0 | 1 => {
                let base = self.component(|case| case.object_of(&["name", "state", "1st"], depth));
                let names = self.pick(&[["self", "owner"], ["self", "state"], ["type", "at"]]);
                let mut own = self.object_of(&names, depth);
                if self.chance(20) {
                    own = with(own, json!({ "additionalProperties": true }));
                }
                json!({ "allOf": [base, own] })
            }
            2 => {
                let base = self.component(Self::scalar);
                json!({ "allOf": [base], "description": "A scalar." })
            }
            3 => {
                let words = self.some(&WORDS, 4);
                let base = self.component(|_| json!({ "type": "string", "enum": words }));
                json!({ "allOf": [base, { "enum": words[..2] }] })
            }
            4 => {
                let base = self.component(Self::integer);
                json!({ "allOf": [base, { "minimum": 2 }] })
            }
            5 => {
                let object = self.object_of(&["name", "size"], depth);
                with(object, json!({ "anyOf": [{ "required": ["name"] }, { "required": ["size"] }] }))
            }
            6 => {
                let common = self.object_of(&["owner", "at"], depth);
                let union = self.tagged(depth);
                json!({ "allOf": [common, union] })
            }
            7 => {
                let common = self.object_of(&["owner", "at"], depth);
                let keyword = self.pick(&["oneOf", "anyOf"]);
                let members = [self.object_of(&["name", "state"], depth), self.object_of(&["size", "data"], depth)];
                with(common, json!({ keyword: members }))
            }
            _ => self.subtypes(depth),
        }
    }

    /// A base with a discriminator, which components extend.
    fn subtypes(&mut self, depth: usize) -> Value {
        let (has_mapping, is_listed) = (self.chance(50), self.chance(30));
        let name = format!("{}Base{}", self.name, self.components.len() + self.open.len());
        self.open.push(name.clone());
        let names: Vec<String> = ["Cat", "Dog"].iter().map(|kind| format!("{name}{kind}")).collect();
        for subtype in &names {
            let own = self.object_of(&["lives", "noise"], depth);
            self.components.insert(subtype.clone(), json!({ "allOf": [reference(&name), own] }));
        }
        let mut discriminator = json!({ "propertyName": "species" });
        if has_mapping {
            let targets = names.iter().map(|name| json!(format!("#/components/schemas/{name}")));
            let mapping: Map<_, _> = ["c", "d"].map(str::to_owned).into_iter().zip(targets).collect();
            discriminator = with(discriminator, json!({ "mapping": mapping }));
        }
        let mut base = json!({
            "type": "object",
            "required": ["species"],
            "properties": { "species": { "type": "string" }, "name": self.schema(depth.min(1)) },
            "discriminator": discriminator,
        });
        if is_listed {
            base = with(base, json!({ "oneOf": names.iter().map(|name| reference(name)).collect::<Vec<_>>() }));
        }
        self.open.retain(|open| *open != name);
        self.components.insert(name.clone(), base);
        reference(&name)
    }

    pub(super) fn union(&mut self, depth: usize) -> Value {
        let keyword = self.pick(&["oneOf", "anyOf"]);
        let mut members = match self.random.u8(..10) {
            0..=2 => return self.tagged(depth),
            3 => vec![json!({ "type": "string" }), json!({ "type": "string", "enum": self.some(&WORDS, 3) })],
            4 => {
                let numbers = [
                    json!({ "type": "number" }),
                    json!({ "type": "integer" }),
                    json!({ "type": "string", "format": "date-time" }),
                    json!({ "type": "string" }),
                    json!({ "type": "boolean" }),
                ];
                self.some(&numbers, 3)
            }
            5 => {
                let item = self.component(|case| case.schema(depth));
                vec![item.clone(), json!({ "type": "array", "items": item })]
            }
            6 => {
                vec![self.object_of(&["name"], depth), self.object_of(&["name", "size"], depth), self.object(depth)]
            }
            7 => vec![self.component(|case| case.object(depth)), self.component(|case| case.object(depth))],
            8 => vec![self.component(|case| case.union(depth)), self.scalar()],
            _ => vec![self.schema(depth), self.schema(depth), self.scalar()],
        };
        if self.chance(15) {
            let null =
                if self.is_newer { json!({ "type": "null" }) } else { json!({ "nullable": true, "enum": [null] }) };
            members.push(null);
        }
        json!({ keyword: members })
    }

    /// Objects that the value of one property tells apart.
    fn tagged(&mut self, depth: usize) -> Value {
        let keyword = self.pick(&["oneOf", "anyOf"]);
        let tag = self.pick(&["kind", "type", "x y", "@type"]);
        let tags: Vec<Vec<Value>> = match self.random.u8(..4) {
            0 => vec![vec![json!(1)], vec![json!(2)], vec![json!(30)]],
            1 => vec![vec![json!(true)], vec![json!(false)]],
            2 => vec![vec![json!("one"), json!("two")], vec![json!("three")]],
            _ => vec![vec![json!("one")], vec![json!("two")], vec![json!("self")]],
        };
        let (has_discriminator, is_plain) = (self.chance(60), self.chance(20));
        let (mut members, mut mapping) = (Vec::new(), Map::new());
        for values in tags {
            let is_text = values.iter().all(Value::is_string);
            let property = match values.as_slice() {
                _ if has_discriminator && is_plain && is_text => json!({ "type": "string" }),
                [only] if self.is_newer => json!({ "const": only }),
                values => json!({ "enum": values }),
            };
            let make = |case: &mut Self| {
                let count = case.random.usize(..3);
                let names = case.some(&["name", "size", "self", "data"], count);
                let mut object = case.object_of(&names, depth);
                object["properties"][tag] = property;
                let required = object["required"].as_array().into_iter().flatten().cloned().chain([json!(tag)]);
                object["required"] = required.collect();
                case.with_others(object, depth)
            };
            let member = if has_discriminator || self.chance(50) { self.component(make) } else { make(self) };
            let key = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            mapping.extend(values.iter().map(|value| (key(value), member["$ref"].clone())));
            members.push(member);
        }
        let mut union = json!({ keyword: members });
        if has_discriminator {
            union = with(union, json!({ "discriminator": { "propertyName": tag, "mapping": mapping } }));
        }
        union
    }
}
