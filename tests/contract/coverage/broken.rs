//! Which rule of the document a refused call breaks.

use openscaler_tests::cases::{Call, Violation};
use openscaler_tests::document::{Operation, join};
use serde_json::Value;

use super::{Need, Parts, items, members, place};

impl Parts<'_> {
    /// The rule that is broken where a call is refused.
    pub(super) fn meet_violation(&mut self, operation: &Operation, call: &Call, violation: &Violation) {
        let mut tokens = violation.at.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
        let (schema, value) = match tokens.next().as_deref() {
            Some("parameters") => {
                let name = tokens.next().unwrap_or_default();
                let parameter = operation.parameters.iter().find(|parameter| parameter.name == name);
                (parameter.map(|parameter| join(&parameter.pointer, "schema")), Value::Null)
            }
            _ => {
                let body = call.body.as_ref().and_then(|body| body.json());
                (operation.body.as_ref().map(|content| content.schema.clone()), body.unwrap_or_default())
            }
        };
        if let Some(schema) = schema {
            self.break_rule(&schema, &value, &tokens.collect::<Vec<_>>(), &violation.rule);
        }
    }

    fn break_rule(&mut self, schema: &str, value: &Value, tokens: &[String], rule: &str) {
        let (pointer, described) = self.document.at(schema);
        for part in self.chosen(&pointer, described, value) {
            self.break_rule(&part, value, tokens, rule);
        }
        let Some((name, rest)) = tokens.split_first() else {
            return self.add(join(&pointer, rule), Need::Broken);
        };
        let is_tag = described.pointer("/discriminator/propertyName").is_some_and(|tag| tag == name);
        match rule {
            "enum" if is_tag && rest.is_empty() => self.add(join(&pointer, "discriminator"), Need::Broken),
            "additionalProperties" if rest.is_empty() => {
                self.add(join(&pointer, "additionalProperties"), Need::Broken);
            }
            "required" if rest.is_empty() => {
                if let Some(index) = items(described, "required").iter().position(|required| required == name) {
                    self.add(place(&pointer, "required", index), Need::Broken);
                }
            }
            _ if members(described, "properties").any(|known| known == name) => {
                let property = join(&join(&pointer, "properties"), name);
                let value = value.get(name).cloned().unwrap_or_default();
                self.break_rule(&property, &value, rest, rule);
            }
            _ => {}
        }
    }
}
