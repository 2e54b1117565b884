//! Objects: which properties each direction has, and what they hold.

use openscaler_openapi::context::Direction;

use super::conjunctions::ConjunctionId;
use super::facts::{Facts, Others};
use super::identifiers;
use super::schemas::NodeId;
use super::types::TypeMaker;
use crate::api::{Extra, Field, Object, Shape};

impl<'d> TypeMaker<'d> {
    /// The object that a conjunction is, without the tag of the union that it belongs to.
    pub(super) fn object(&mut self, id: ConjunctionId, direction: Direction, tag: Option<&str>) -> Object {
        let facts = self.facts(id);
        let (mut fields, mut read_only) = (Vec::new(), Vec::new());
        for property in facts.properties.iter().filter(|property| Some(property.name) != tag) {
            let is_required = facts.requires(property.name);
            match self.field(property.name, &property.places, is_required, direction) {
                Some(field) => fields.push(field),
                None if direction == Direction::Request => read_only.push(property.name.to_owned()),
                None => {}
            }
        }
        if facts.others == Others::Unsaid {
            fields.extend(self.undeclared(id, &facts, direction, tag));
        }
        identifiers::name_fields(&mut fields);
        let extra = self
            .other_properties(&facts, direction)
            .map(|shape| Extra { name: identifiers::free_field(&fields, "extra"), shape });
        Object { fields, extra, read_only }
    }

    /// The properties that are only required: any JSON. An answer may lack them, for the document may be wrong.
    fn undeclared(
        &mut self,
        id: ConjunctionId,
        facts: &Facts<'d>,
        direction: Direction,
        tag: Option<&str>,
    ) -> Vec<Field> {
        let origin = self.origin(self.conjunctions.get(id).place());
        let required = facts.required.iter().copied().filter(|name| Some(*name) != tag);
        let field = |name: &str| Field {
            wire: name.to_owned(),
            name: String::new(),
            description: None,
            deprecated: false,
            required: direction == Direction::Request,
            nullable: false,
            tri_state: false,
            shape: Shape::Any,
            boxed: false,
            default: None,
            rules: None,
            origin: origin.clone(),
        };
        required.filter(|name| facts.property(name).is_none()).map(field).collect()
    }

    /// A property; `None` if values that travel this way do not have it.
    fn field(&mut self, wire: &str, places: &[NodeId], required: bool, direction: Direction) -> Option<Field> {
        let (id, nullable) = self.conjunctions.of_places(places);
        let described = self.describing(places);
        let facts = self.facts(id);
        let schemas = &self.conjunctions.schemas;
        let has_flag = |keyword: &str| described.iter().any(|node| schemas.node(*node).flag(keyword));
        let is_absent = match direction {
            Direction::Request => facts.read_only || has_flag("readOnly"),
            Direction::Response => facts.write_only || has_flag("writeOnly"),
        };
        if is_absent {
            return None;
        }
        let inline = described.iter().filter(|node| schemas.component(**node).is_none());
        let deprecated = inline.clone().any(|node| schemas.node(*node).flag("deprecated"));
        let own = inline.clone().find_map(|node| schemas.node(*node).text("description"));
        let of_type = || described.iter().find_map(|node| schemas.node(*node).text("description")).map(first_paragraph);
        let description = own.or_else(of_type).map(str::to_owned);
        let default = described.iter().find_map(|node| schemas.node(*node).get("default")).cloned();
        let origin = self.origin(places.last().copied());
        Some(Field {
            wire: wire.to_owned(),
            name: String::new(),
            description,
            deprecated,
            required,
            nullable,
            tri_state: false,
            shape: self.shape(id, direction),
            boxed: false,
            default: default.filter(|default| !default.is_null()),
            rules: self.rules_of_place(id),
            origin,
        })
    }

    /// What describes a property, the outermost first: the places and all that lies between them and their schemas.
    fn describing(&mut self, places: &[NodeId]) -> Vec<NodeId> {
        let mut described = Vec::new();
        for place in places.iter().rev() {
            let place = self.conjunctions.schemas.place(*place);
            described.extend(place.wrappers.iter().copied().chain([place.root]));
        }
        described
    }

    /// The values of properties without a name of their own, if the document admits some explicitly.
    pub(super) fn other_properties(&mut self, facts: &Facts<'d>, direction: Direction) -> Option<Shape> {
        match &facts.others {
            Others::Unsaid | Others::Closed => None,
            Others::Any => Some(Shape::Any),
            Others::Schemas(places) => Some(self.nullable_value_of(places, direction)),
        }
    }
}

fn first_paragraph(text: &str) -> &str {
    text.split("\n\n").next().unwrap_or(text).trim()
}
