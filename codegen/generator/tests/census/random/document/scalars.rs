//! Strings, numbers, booleans and literals.

use serde_json::{Value, json};

use super::{Case, with};

/// Values of string enums.
pub(super) const WORDS: [&str; 12] =
    ["up", "down", "+1", "-1", "self", "two words", "Unknown", "1", "true", "é", "a.b", "x/y"];

const PATTERNS: [&str; 5] = ["^[a-z]{2,4}$", "^(a|b)c*$", "^\\d{2}(\\.\\d+)?$", "^x-", "^[A-Z][a-z]*( [A-Z][a-z]*)*$"];

const FORMATS: [&str; 12] = [
    "date-time",
    "date",
    "uuid",
    "email",
    "uri",
    "ipv4",
    "ipv6",
    "byte",
    "password",
    "hostname",
    "duration",
    "unheard-of",
];

impl Case {
    pub(super) fn scalar(&mut self) -> Value {
        let schema = match self.random.u8(..14) {
            0 => json!({ "type": "string" }),
            1 => {
                let format = self.pick(&FORMATS);
                json!({ "type": "string", "format": format })
            }
            2 => {
                let pattern = self.pick(&PATTERNS);
                json!({ "type": "string", "pattern": pattern })
            }
            3 => json!({ "type": "string", "minLength": self.random.u8(..3), "maxLength": self.random.u8(4..9) }),
            4 | 5 => self.integer(),
            6 => self.number(),
            7 => json!({ "type": "boolean" }),
            8 | 9 => {
                let count = self.random.usize(1..5);
                let words = self.some(&WORDS, count);
                json!({ "type": "string", "enum": words })
            }
            10 => json!({ "type": "integer", "enum": self.some(&[-1, 0, 1, 2, 70], 3) }),
            11 => {
                let mixed = [json!("letter"), json!(1), json!(true), json!(2.5), json!("1"), json!(false), json!(0)];
                json!({ "enum": self.some(&mixed, 3) })
            }
            12 if self.is_newer => {
                let count = self.random.usize(2..4);
                json!({ "type": self.some(&["string", "integer", "number", "boolean", "null"], count) })
            }
            13 if self.is_newer => json!({ "const": self.pick(&[json!("only"), json!(7), json!(true)]) }),
            12 => json!({ "type": "string", "enum": ["up", null], "nullable": true }),
            _ => json!({}),
        };
        if self.chance(12) && schema.get("type").is_some_and(Value::is_string) { self.nullable(schema) } else { schema }
    }

    pub(super) fn integer(&mut self) -> Value {
        let mut schema = json!({ "type": "integer" });
        if self.chance(50) {
            let format = self.pick(&["int32", "int64", "uint64", "uint16", "port"]);
            schema = with(schema, json!({ "format": format }));
        }
        if self.chance(40) {
            let least = self.pick(&[json!(0), json!(1), json!(-5), json!(-9_223_372_036_854_775_808_i64), json!(0.5)]);
            schema = with(schema, json!({ "minimum": least }));
        }
        if self.chance(40) {
            let most = [
                json!(65_535),
                json!(9_223_372_036_854_775_807_i64),
                json!(18_446_744_073_709_551_615_u64),
                json!(100.5),
            ];
            schema = with(schema, json!({ "maximum": self.pick(&most) }));
        }
        if self.chance(10) {
            schema = with(schema, json!({ "multipleOf": self.pick(&[1, 5]) }));
        }
        schema
    }

    fn number(&mut self) -> Value {
        let mut schema = json!({ "type": "number" });
        if self.chance(30) {
            schema = with(schema, json!({ "format": self.pick(&["float", "double"]) }));
        }
        if self.chance(30) {
            let exclusive = if self.is_newer {
                json!({ "exclusiveMinimum": 0 })
            } else {
                json!({ "minimum": 0, "exclusiveMinimum": true })
            };
            schema = with(schema, exclusive);
        }
        if self.chance(20) {
            schema = with(schema, json!({ "maximum": self.pick(&[json!(1), json!(99.5)]) }));
        }
        schema
    }
}
