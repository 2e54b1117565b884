//! From conjunctions to types: which are types with a name, and what all others are.
//!
//! A type with a name is drafted when it is first met, and filled in later from a queue, so that neither recursion nor
//! the length of a chain of references matters. Lists and maps are drafted too, as aliases; those that are not components
//! are written out when all types are known.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use openscaler_openapi::context::Direction;
use openscaler_openapi::document::Source;

use super::conjunctions::{ConjunctionId, Conjunctions};
use super::facts::{Facts, KnownFacts, Others};
use super::findings::Found;
use super::scalars;
use super::schemas::NodeId;
use super::types_of_json::Types;
use super::unions::{Plan, Plans};
use crate::api::{Form, Integer, Kind, ListRules, Member, Origin, Rules, Shape, Text, TypeId, Union};

/// A type with a name that is not known yet.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) conjunction: ConjunctionId,
    pub(super) direction: Direction,
    pub(super) component: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    /// The schema that it is named by.
    pub(super) place: Option<NodeId>,
    /// The union that it is a member of, and what it is called there, if it is not what the schema alone says.
    pub(super) member_of: Option<(TypeId, String)>,
    /// Whether it has only some of the values, and has been made with them.
    is_part: bool,
    pub(super) rules: Option<Box<Rules>>,
    pub(super) kind: Kind,
}

/// What the values of a conjunction are, before the types below it are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Any,
    Boolean,
    Integer(Integer),
    Number,
    Text(Text),
    Scalar,
    Enum,
    List,
    Map,
    Object,
    /// A union of members that the document lists.
    Union,
    /// A union of JSON types.
    OneOfTypes,
}

impl Class {
    /// What values of the class are called where nothing else names them.
    pub(super) fn word(self) -> &'static str {
        match self {
            Class::Any => "Value",
            Class::Boolean => "Boolean",
            Class::Integer(_) => "Integer",
            Class::Number => "Number",
            Class::Text(Text::DateTime) => "DateTime",
            Class::Text(_) | Class::Scalar => "String",
            Class::Enum => "Enum",
            Class::List => "List",
            Class::Map => "Map",
            Class::Object => "Object",
            Class::Union | Class::OneOfTypes => "Variant",
        }
    }
}

/// Makes types of schemas. Objects, members of unions and rules have files of their own, which call back: a type is made
/// of types.
pub(super) struct TypeMaker<'d> {
    pub(super) conjunctions: Conjunctions<'d>,
    pub(super) facts: KnownFacts<'d>,
    pub(super) plans: Plans<'d>,
    pub(super) source: &'d Source,
    pub(super) drafts: Vec<Draft>,
    /// What the members of unions are called, by their schemas.
    pub(super) labels: HashMap<NodeId, String>,
    pub(super) found: Vec<Found>,
    known: HashMap<(ConjunctionId, Direction, Part), TypeId>,
    /// Those that have a finding.
    reported: HashSet<ConjunctionId>,
    /// How many of the drafts have been filled in.
    filled: usize,
}

/// Which of the values of a conjunction a type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    /// All of them.
    Whole,
    /// Those of one JSON type.
    Only(Types),
    /// Those of a form.
    Form,
}

impl<'d> TypeMaker<'d> {
    pub(super) fn new(source: &'d Source) -> Self {
        Self {
            conjunctions: Conjunctions::new(&source.value),
            facts: KnownFacts::default(),
            plans: Plans::default(),
            source,
            drafts: Vec::new(),
            labels: HashMap::new(),
            found: Vec::new(),
            known: HashMap::new(),
            reported: HashSet::new(),
            filled: 0,
        }
    }

    pub(super) fn facts(&mut self, id: ConjunctionId) -> Rc<Facts<'d>> {
        self.facts.of(&mut self.conjunctions, id)
    }

    /// The value that some places describe together, and whether it may be null.
    pub(super) fn value_of(&mut self, places: &[NodeId], direction: Direction) -> (Shape, bool) {
        let (id, nullable) = self.conjunctions.of_places(places);
        (self.shape(id, direction), nullable)
    }

    /// The same, null included.
    pub(super) fn nullable_value_of(&mut self, places: &[NodeId], direction: Direction) -> Shape {
        match self.value_of(places, direction) {
            (shape, true) if shape != Shape::Any => Shape::Nullable(Box::new(shape)),
            (shape, _) => shape,
        }
    }

    /// The values of a conjunction.
    pub(super) fn shape(&mut self, id: ConjunctionId, direction: Direction) -> Shape {
        match self.class(id, direction) {
            Class::Any => Shape::Any,
            Class::Boolean => Shape::Boolean,
            Class::Integer(integer) => Shape::Integer(integer),
            Class::Number => Shape::Number,
            Class::Text(text) => Shape::Text(text),
            _ => Shape::Named(self.draft(id, direction)),
        }
    }

    pub(super) fn class(&mut self, id: ConjunctionId, direction: Direction) -> Class {
        let facts = self.facts(id);
        let conjunction = self.conjunctions.get(id);
        let plan = match facts.types.is_empty() {
            true => None,
            false => self.plans.plan(&mut self.conjunctions, &mut self.facts, id),
        };
        let is_contradiction = facts.types.is_empty() || matches!(plan.as_deref(), Some(Plan::Contradiction));
        if is_contradiction || conjunction.is_given_up() {
            if self.reported.insert(id) {
                let origin = self.origin(conjunction.place());
                self.found.push(match conjunction.is_given_up() {
                    true => Found::too_many_combinations(&origin.0),
                    false => Found::contradiction(&origin.0),
                });
            }
            return Class::Any;
        }
        if plan.is_some() {
            return Class::Union;
        }
        if facts.values.is_some() {
            let is_boolean = facts.types == Types::BOOLEAN && direction == Direction::Response;
            return if is_boolean { Class::Boolean } else { Class::Enum };
        }
        if !facts.is_typed || facts.types == Types::ALL {
            return Class::Any;
        }
        match facts.types.each().as_slice() {
            [only] => {
                let class = self.class_of_type(id, &facts, *only, direction);
                if class == Class::Integer(Integer::Big) && self.reported.insert(id) {
                    let origin = self.origin(conjunction.place());
                    self.found.push(Found::wide_integer(&origin.0));
                }
                class
            }
            _ => Class::OneOfTypes,
        }
    }

    fn class_of_type(&self, id: ConjunctionId, facts: &Facts<'_>, types: Types, direction: Direction) -> Class {
        let is_request = direction == Direction::Request;
        match types {
            Types::OBJECT if facts.properties.is_empty() && facts.others != Others::Closed => Class::Map,
            Types::OBJECT => Class::Object,
            Types::ARRAY => Class::List,
            Types::BOOLEAN => Class::Boolean,
            Types::STRING
                if is_request && (self.is_named(id) || facts.is_secret()) && facts.format != Some("binary") =>
            {
                Class::Scalar
            }
            Types::STRING => Class::Text(scalars::text(facts, direction)),
            types => {
                let has_rules = is_request && self.is_named(id) && scalars::number_rules(facts, types).is_some();
                match types {
                    _ if has_rules => Class::Scalar,
                    Types::INTEGER => Class::Integer(scalars::integer(facts)),
                    _ => Class::Number,
                }
            }
        }
    }

    /// Whether a component is part of a conjunction: the rules of an unnamed string are not enforced.
    fn is_named(&self, id: ConjunctionId) -> bool {
        let conjunction = self.conjunctions.get(id);
        conjunction.parts.iter().any(|part| self.conjunctions.schemas.component(*part).is_some())
    }

    /// The type that a conjunction becomes.
    fn draft(&mut self, id: ConjunctionId, direction: Direction) -> TypeId {
        self.draft_part(id, direction, Part::Whole, Kind::Alias(Shape::Any))
    }

    fn draft_part(&mut self, id: ConjunctionId, direction: Direction, part: Part, kind: Kind) -> TypeId {
        if let Some(known) = self.known.get(&(id, direction, part)) {
            return *known;
        }
        let conjunction = self.conjunctions.get(id);
        let schemas = &self.conjunctions.schemas;
        let text = |keyword| conjunction.roots.iter().rev().find_map(|root| schemas.node(*root).text(keyword));
        let draft = Draft {
            conjunction: id,
            direction,
            component: conjunction.component(schemas).filter(|_| part == Part::Whole),
            description: text("description").map(str::to_owned),
            deprecated: self.facts(id).deprecated,
            place: conjunction.place(),
            member_of: None,
            is_part: part != Part::Whole,
            rules: self.rules(id),
            kind,
        };
        self.drafts.push(draft);
        let type_id = TypeId(self.drafts.len() - 1);
        self.known.insert((id, direction, part), type_id);
        type_id
    }

    /// The type that a form is, which nothing else is: its parts have media types of their own.
    pub(super) fn draft_form(&mut self, id: ConjunctionId, form: Form) -> TypeId {
        self.known.remove(&(id, Direction::Request, Part::Form));
        self.draft_part(id, Direction::Request, Part::Form, Kind::Form(form))
    }

    /// Fills in every type that has been drafted, and those that are drafted meanwhile.
    pub(super) fn fill(&mut self) {
        while self.filled < self.drafts.len() {
            let id = TypeId(self.filled);
            self.filled += 1;
            let Draft { conjunction, direction, is_part, .. } = self.drafts[id.0];
            if is_part {
                continue;
            }
            self.drafts[id.0].kind = match self.class(conjunction, direction) {
                Class::Union => self.union(id),
                Class::OneOfTypes => self.one_of_types(id, conjunction, direction),
                class => self.kind_of_class(conjunction, class, direction),
            };
        }
    }

    /// The kind of what is neither a union nor one of several JSON types.
    fn kind_of_class(&mut self, id: ConjunctionId, class: Class, direction: Direction) -> Kind {
        let facts = self.facts(id);
        match class {
            Class::Object => Kind::Object(self.object(id, direction, None)),
            Class::Enum => Kind::Enum(super::enums::listed(&facts, direction)),
            Class::Scalar => match scalars::rules(self.source, &facts, facts.types) {
                Some(scalar) => Kind::Scalar(scalar),
                None => Kind::Alias(Shape::Any),
            },
            class => Kind::Alias(self.structure(&facts, class, direction)),
        }
    }

    /// The shape of what has no type of its own, but perhaps types below it.
    fn structure(&mut self, facts: &Facts<'d>, class: Class, direction: Direction) -> Shape {
        match class {
            Class::List => {
                let items =
                    if facts.items.is_empty() { Shape::Any } else { self.nullable_value_of(&facts.items, direction) };
                Shape::List(Box::new(items), list_rules(facts, direction))
            }
            Class::Map => Shape::Map(Box::new(self.other_properties(facts, direction).unwrap_or(Shape::Any))),
            Class::Boolean => Shape::Boolean,
            Class::Integer(integer) => Shape::Integer(integer),
            Class::Number => Shape::Number,
            Class::Text(text) => Shape::Text(text),
            _ => Shape::Any,
        }
    }

    /// A conjunction that admits several JSON types: a union with a member for each.
    fn one_of_types(&mut self, whole: TypeId, id: ConjunctionId, direction: Direction) -> Kind {
        let facts = self.facts(id);
        let mut members = Vec::new();
        for types in facts.types.each() {
            let class = self.class_of_type(id, &facts, types, direction);
            let kind = match class {
                Class::Object => Some(Kind::Object(self.object(id, direction, None))),
                Class::Scalar => scalars::rules(self.source, &facts, types).map(Kind::Scalar),
                _ => None,
            };
            let name = class.word();
            let shape = match kind {
                None => self.structure(&facts, class, direction),
                Some(kind) => {
                    let part = self.draft_part(id, direction, Part::Only(types), kind);
                    self.drafts[part.0].member_of = Some((whole, name.to_owned()));
                    Shape::Named(part)
                }
            };
            let origin = self.origin(self.conjunctions.get(id).place());
            members.push(Member { name: name.to_owned(), description: None, shape, boxed: false, rules: None, origin });
        }
        Kind::Union(Union { members, unknown: self.unknown(direction) })
    }

    /// The name of the variant for what the document does not list: in answers, nothing is refused.
    pub(super) fn unknown(&self, direction: Direction) -> Option<String> {
        (direction == Direction::Response).then(|| "Unknown".to_owned())
    }

    pub(super) fn origin(&self, place: Option<NodeId>) -> Origin {
        Origin(place.map(|place| self.conjunctions.schemas.pointer(place).to_owned()).unwrap_or_default())
    }
}

/// The rules of a list; an answer has none.
fn list_rules(facts: &Facts<'_>, direction: Direction) -> ListRules {
    match direction {
        Direction::Response => ListRules::default(),
        Direction::Request => ListRules {
            min: facts.min_items.filter(|least| *least > 0),
            max: facts.max_items,
            unique: facts.unique_items,
        },
    }
}
