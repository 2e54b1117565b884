//! From the plan of a union to its variants.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use openscaler_openapi::context::Direction;

use super::enums;
use super::facts::Facts;
use super::findings::Found;
use super::identifiers;
use super::types::{Class, TypeMaker};
use super::unions::{Alternative, Plan};
use crate::api::{Content, Field, Kind, Member, Object, Shape, Tagged, Text, TypeId, Union, Variant};
use crate::names;

impl<'d> TypeMaker<'d> {
    /// The kind of a drafted union.
    pub(super) fn union(&mut self, id: TypeId) -> Kind {
        let (conjunction, direction) = (self.drafts[id.0].conjunction, self.drafts[id.0].direction);
        let plan = self.plans.plan(&mut self.conjunctions, &mut self.facts, conjunction);
        match plan.as_deref() {
            Some(Plan::Single(only)) => Kind::Alias(self.shape(*only, direction)),
            Some(Plan::Enum { literals, is_open }) => Kind::Enum(enums::of_literals(literals, *is_open, direction)),
            Some(Plan::Tagged { tag, variants }) => Kind::Tagged(self.tagged(id, tag, variants, direction)),
            Some(Plan::Union(alternatives)) => self.untagged(id, alternatives, direction),
            Some(Plan::TooMany) => {
                let place = self.drafts[id.0].place;
                self.found.push(Found::too_many_combinations(&self.origin(place).0));
                Kind::Alias(Shape::Any)
            }
            Some(Plan::Contradiction) | None => Kind::Alias(Shape::Any),
        }
    }

    fn tagged(
        &mut self,
        id: TypeId,
        tag: &str,
        variants: &[(Alternative<'d>, Vec<Value>)],
        direction: Direction,
    ) -> Tagged {
        let unknown = self.unknown(direction);
        let wanted = variants.iter().map(|(alternative, tags)| match tags.as_slice() {
            [Value::String(only)] => only.clone(),
            _ => named(alternative).unwrap_or_else(|| tags.first().map(enums::written).unwrap_or_default()),
        });
        let names = identifiers::variants(wanted.collect(), unknown.iter().cloned().collect());
        // An inherent function of that name would hide the conversion of the draft.
        let mut constructors = HashSet::from(["try_from".to_owned()]);
        let mut made = Vec::with_capacity(variants.len());
        for ((alternative, tags), name) in variants.iter().zip(names) {
            self.label(alternative, &name);
            let content = if self.conjunctions.get(alternative.conjunction).unions.is_empty() {
                Content::Object(self.variant_object(alternative, tag, tags, direction))
            } else {
                match self.member_shape(id, alternative, &name, direction) {
                    Shape::Named(inner) => Content::Named(inner),
                    _ => Content::Object(Object::default()),
                }
            };
            let place = self.conjunctions.schemas.place(alternative.place);
            made.push(Variant {
                constructor: identifiers::free(&names::snake_name(&name), "_", &mut constructors),
                name,
                tags: tags.clone(),
                description: alternative.description.map(str::to_owned),
                content,
                rules: self.rules(alternative.conjunction),
                origin: self.origin(Some(place.root)),
            });
        }
        Tagged { tag: tag.to_owned(), variants: made, unknown, accessors: Vec::new() }
    }

    /// The fields of a variant; one that has several tags has to say which.
    fn variant_object(
        &mut self,
        alternative: &Alternative<'d>,
        tag: &str,
        tags: &[Value],
        direction: Direction,
    ) -> Object {
        if tags.len() == 1 {
            return self.object(alternative.conjunction, direction, Some(tag));
        }
        let mut object = self.object(alternative.conjunction, direction, None);
        match object.fields.iter_mut().find(|field| field.wire == tag) {
            Some(field) => field.required = true,
            None => {
                object.fields.insert(
                    0,
                    Field {
                        wire: tag.to_owned(),
                        name: identifiers::free_field(&object.fields, &names::field_name(tag)),
                        description: None,
                        deprecated: false,
                        required: true,
                        nullable: false,
                        tri_state: false,
                        shape: if tags.iter().all(Value::is_string) { Shape::Text(Text::Plain) } else { Shape::Any },
                        boxed: false,
                        default: None,
                        rules: None,
                        origin: self.origin(Some(alternative.place)),
                    },
                );
            }
        }
        object
    }

    fn untagged(&mut self, id: TypeId, alternatives: &[Alternative<'d>], direction: Direction) -> Kind {
        let unknown = self.unknown(direction);
        let labels = self.labels_of(alternatives, direction);
        let labels = identifiers::variants(labels, unknown.iter().cloned().collect());
        let mut members: Vec<Member> = Vec::with_capacity(alternatives.len());
        for (alternative, label) in alternatives.iter().zip(labels) {
            self.label(alternative, &label);
            let shape = self.member_shape(id, alternative, &label, direction);
            if let Some(same) = members.iter_mut().find(|member| member.shape == shape) {
                same.rules.iter_mut().for_each(|rules| rules.leave_unchecked());
                continue;
            }
            members.push(Member {
                name: label,
                description: alternative.description.map(str::to_owned),
                shape,
                boxed: false,
                rules: self.rules_of_place(alternative.conjunction),
                origin: self.origin(Some(alternative.place)),
            });
        }
        match members.as_slice() {
            [only] => Kind::Alias(only.shape.clone()),
            _ => Kind::Union(Union { members, unknown }),
        }
    }

    /// The value of a member. What only this union knows, the common properties with the member's, it also names.
    fn member_shape(&mut self, id: TypeId, alternative: &Alternative<'d>, label: &str, direction: Direction) -> Shape {
        let before = self.drafts.len();
        let shape = self.shape(alternative.conjunction, direction);
        let is_combined = self.conjunctions.get(alternative.conjunction).is_combined();
        if let Shape::Named(member) = &shape
            && member.0 >= before
            && is_combined
        {
            self.drafts[member.0].member_of = Some((id, label.to_owned()));
        }
        shape
    }

    /// Remembers what an inline member is called, for the types below it.
    fn label(&mut self, alternative: &Alternative<'d>, label: &str) {
        if alternative.components.is_empty() {
            let root = self.conjunctions.schemas.place(alternative.place).root;
            self.labels.entry(root).or_insert_with(|| label.to_owned());
        }
    }

    /// What the members of a union without a tag are called: by the document, or else by what their values are.
    fn labels_of(&mut self, alternatives: &[Alternative<'d>], direction: Direction) -> Vec<String> {
        let classes: Vec<Class> = alternatives.iter().map(|it| self.class(it.conjunction, direction)).collect();
        let objects = classes.iter().filter(|class| **class == Class::Object).count();
        let counts = Counts::of(alternatives.iter().map(|alternative| self.facts(alternative.conjunction)));
        let mut labels = Vec::with_capacity(alternatives.len());
        for (index, (alternative, class)) in alternatives.iter().zip(classes).enumerate() {
            let numbered = || format!("Variant{}", index + 1);
            let facts = self.facts(alternative.conjunction);
            labels.push(match (named(alternative), class) {
                (Some(name), _) => name,
                (None, Class::Object) if objects == 1 => "Object".to_owned(),
                (None, Class::Object) => counts.distinguishing(&facts).map_or_else(numbered, str::to_owned),
                (None, Class::Enum) => match facts.values.as_deref() {
                    Some([only]) => enums::written(only),
                    _ => "Enum".to_owned(),
                },
                (None, Class::Union | Class::OneOfTypes) => numbered(),
                (None, class) => class.word().to_owned(),
            });
        }
        labels
    }
}

/// How many members of a union have a property, and how many require it.
struct Counts<'d>(HashMap<&'d str, (usize, usize)>);

impl<'d> Counts<'d> {
    fn of(members: impl Iterator<Item = Rc<Facts<'d>>>) -> Self {
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for facts in members {
            for property in &facts.properties {
                let (has, requires) = counts.entry(property.name).or_default();
                *has += 1;
                *requires += usize::from(facts.requires(property.name));
            }
        }
        Self(counts)
    }

    /// The first property that a member requires and no other has, or else that no other requires.
    fn distinguishing(&self, member: &Facts<'d>) -> Option<&'d str> {
        let required = || member.properties.iter().map(|property| property.name).filter(|name| member.requires(name));
        let count = |name: &str| self.0.get(name).copied().unwrap_or_default();
        required().find(|name| count(name).0 == 1).or_else(|| required().find(|name| count(name).1 == 1))
    }
}

/// What the document calls a member.
fn named(alternative: &Alternative<'_>) -> Option<String> {
    let title = alternative.title.filter(|title| title.chars().any(char::is_alphanumeric));
    title.map(str::to_owned).or_else(|| alternative.components.first().cloned())
}
