//! The members of unions and the subtypes of bases, with the values of their tags.

use std::collections::VecDeque;

use serde_json::Value;

use super::keywords::{component, is_null_only, list};
use super::{Draw, MOST_SCHEMAS, Parts};

impl<'d> Draw<'_, 'd> {
    /// Adds a union unless its member is known: a member may extend the schema that lists it.
    pub(super) fn add_union(&mut self, (schema, keyword): (&'d Value, &'static str), parts: &mut Parts<'d>) {
        let mut members = list(schema, keyword).iter().filter_map(component);
        let open = &self.open[self.start..];
        if let Some(member) = members.find(|member| open.contains(member)) {
            parts.tags.extend(self.tag(schema, member));
        } else if !parts.chosen.iter().chain(&parts.unions).any(|it| std::ptr::eq(it.0, schema) && it.1 == keyword) {
            parts.unions.push_back((schema, keyword));
        }
    }

    /// Chooses a member of a union, or the next one that yields a value.
    pub(super) fn member(&mut self, schema: &'d Value, keyword: &'static str, parts: &Parts<'d>) -> Option<Value> {
        let members = list(schema, keyword);
        let first = self.pick(schema, keyword, members.len());
        let open = self.open.len();
        (0..members.len()).find_map(|offset| {
            self.open.truncate(open);
            if offset > 0 && self.schemas > MOST_SCHEMAS {
                return None;
            }
            let member = &members[(first + offset) % members.len()];
            if is_null_only(member) {
                return Some(Value::Null);
            }
            let mut parts = parts.clone();
            parts.chosen.push((schema, keyword));
            parts.tags.extend(component(member).and_then(|name| self.tag(schema, name)));
            self.complete(VecDeque::from([member]), parts)
        })
    }

    /// Replaces a base that has a discriminator with one of the components that extend it.
    pub(super) fn subtype(&mut self, base: &'d Value, parts: &mut Parts<'d>) -> Option<&'d Value> {
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

    /// The property that distinguishes the members of a union, and its value for one of them.
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
}
