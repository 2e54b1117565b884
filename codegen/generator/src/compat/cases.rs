//! What a value is one of: the variants of a union, told apart by a tag or by what they hold, and listed values.

use serde_json::Value as Json;

use super::report::{Change, Side};
use super::slots::{self, Holder};
use super::walk::{Document, Pair, Value, Walk, is_alike, matched};
use crate::api::{Accessor, Content, Enum, Kind, Member, Shape, Tagged, Type, Variant};

/// A variant or a value.
struct Case<'m> {
    /// The tag, the value, or the name; a string without its quotes.
    key: String,
    /// The names in Rust: the variant's, and that of the function that starts its builder.
    rust: [&'m str; 2],
    description: Option<&'m String>,
    holds: Holds<'m>,
    boxed: bool,
    place: String,
}

enum Holds<'m> {
    Nothing,
    Object(Box<Holder<'m>>),
    Value(Value<'m>),
}

impl<'m> Case<'m> {
    fn of_tag(document: Document<'m>, ty: &Type, variant: &'m Variant, tag: &Json) -> Self {
        let value = |id| Holds::Value(Value::new(&Shape::Named(id), None, variant.origin.0.as_str()));
        let holds = match &variant.content {
            Content::Named(id) => value(*id),
            Content::Object(_) => {
                Holder::of_variant(document, ty, variant).map_or(Holds::Nothing, |it| Holds::Object(Box::new(it)))
            }
        };
        let (rust, description) = ([variant.name.as_str(), variant.constructor.as_str()], variant.description.as_ref());
        Self { key: word(tag), rust, description, holds, boxed: false, place: variant.origin.0.clone() }
    }

    fn of_member(member: &'m Member) -> Self {
        let holds = Holds::Value(Value::new(&member.shape, member.rules.as_deref(), member.origin.0.as_str()));
        let (key, rust, place) = (member.name.clone(), [member.name.as_str(), ""], member.origin.0.clone());
        Self { key, rust, description: member.description.as_ref(), holds, boxed: member.boxed, place }
    }

    fn is_twin(&self, other: &Self, documents: [Document<'_>; 2]) -> bool {
        match (&self.holds, &other.holds) {
            (Holds::Object(one), Holds::Object(other)) => one.is_like(other, documents),
            _ => false,
        }
    }
}

/// All cases of a type.
struct Cases<'m> {
    ty: &'m Type,
    list: Vec<Case<'m>>,
    noun: &'static str,
    /// Whether a value of any other case is refused.
    is_closed: bool,
    /// Whether what a case holds is called by its key alone.
    is_tagged: bool,
}

impl<'m> Cases<'m> {
    fn of_tagged(document: Document<'m>, ty: &'m Type, union: &'m Tagged) -> Self {
        let tags = union.variants.iter().flat_map(|variant| variant.tags.iter().map(move |tag| (variant, tag)));
        let list = tags.map(|(variant, tag)| Case::of_tag(document, ty, variant, tag)).collect();
        Self { ty, list, noun: "variant", is_closed: union.unknown.is_none(), is_tagged: true }
    }

    fn of_values(document: Document<'m>, ty: &'m Type, values: &'m Enum) -> Self {
        let place = document.keyword(&ty.origin.0, "enum");
        let written = place.as_ref().and_then(|place| document.source.value.pointer(place)?.as_array());
        let list = values.values.iter().map(|value| {
            let index = written.and_then(|written| written.iter().position(|other| *other == value.value));
            let place = place.clone().unwrap_or_else(|| ty.origin.0.clone());
            let place = index.map_or(place.clone(), |index| format!("{place}/{index}"));
            let (rust, description) = ([value.name.as_str(), ""], value.description.as_ref());
            Case { key: word(&value.value), rust, description, holds: Holds::Nothing, boxed: false, place }
        });
        Self { ty, list: list.collect(), noun: "value", is_closed: values.other.is_none(), is_tagged: false }
    }
}

/// Compares two unions, or two lists of values, that a caller calls `name`; what is returned changes the whole.
pub(super) fn compare<'m>(
    walk: &mut Walk<'m>,
    [old, new]: [&'m Type; 2],
    name: &str,
    is_request: bool,
) -> Option<Change> {
    let pair = match (&old.kind, &new.kind) {
        (Kind::Enum(one), Kind::Enum(other)) => {
            [Cases::of_values(walk.old, old, one), Cases::of_values(walk.new, new, other)]
        }
        (Kind::Tagged(one), Kind::Tagged(other)) => {
            [Cases::of_tagged(walk.old, old, one), Cases::of_tagged(walk.new, new, other)]
        }
        (Kind::Union(one), Kind::Union(other)) => [(old, one), (new, other)].map(|(ty, union)| Cases {
            ty,
            list: union.members.iter().map(Case::of_member).collect(),
            noun: "variant",
            is_closed: union.unknown.is_none(),
            is_tagged: false,
        }),
        (_, new_kind) => {
            let is_tagged = matches!(new_kind, Kind::Tagged(_));
            let word = |is_tagged| if is_tagged { "a tag" } else { "their content" };
            let message = format!("the variants of {name} are now told apart by {}", word(is_tagged));
            let change = Change::new("tag-changed", message, (Side::New, new.origin.0.clone()));
            // The objects may be the same; whether they are cannot be told by looking at the tag.
            let reason = is_request.then(|| format!("they were told apart by {}", word(!is_tagged)));
            return Some(change.failing_requests(reason));
        }
    };
    Compared { old: &pair[0], new: &pair[1], name, is_request }.all(walk);
    let (Kind::Tagged(one), Kind::Tagged(other)) = (&old.kind, &new.kind) else { return None };
    accessors(walk, [(old, one), (new, other)]);
    let (places, tags) = ([&*old.origin.0, &*new.origin.0], [format!("`{}`", one.tag), format!("`{}`", other.tag)]);
    let [was, is] = tags.clone();
    let change = walk.changed("tag-changed", &format!("the tag of {name}"), tags, places, "discriminator")?;
    if is_request {
        return Some(change.failing_requests(Some(format!("requests without {is} are rejected"))));
    }
    // The union is open: each would be read, and understood by no program.
    let unknown = |tag: String| Some(format!("responses without {tag} are of an unknown variant"));
    Some(change.failing_new_answers(unknown(was)).failing_old_answers(unknown(is)))
}

/// Compares the methods that return a field of every variant: a variant without the field takes the method away. One that
/// is new follows from what is reported elsewhere.
fn accessors(walk: &mut Walk<'_>, [(old, one), (new, other)]: [(&Type, &Tagged); 2]) {
    let method = |accessor: &Accessor| format!("`{}::{}`", new.name, accessor.name);
    for was in &one.accessors {
        let change = match other.accessors.iter().find(|is| is.name == was.name) {
            Some(is) if is.is_optional == was.is_optional => continue,
            Some(is) => {
                let word = if is.is_optional { "now" } else { "no longer" };
                let message = format!("{} {word} returns an `Option`", method(is));
                Change::breaking(message, (Side::New, new.origin.0.clone()))
            }
            None => {
                let message = format!("{} is removed: not every variant has the field", method(was));
                let change = Change::new("accessor-removed", message, (Side::New, new.origin.0.clone()));
                change.failing_callers(Some(format!("`{}::{}` is removed", old.name, was.name)))
            }
        };
        walk.push(change);
    }
}

/// Whether a union has a member of that shape.
pub(super) fn has_member(walk: &Walk<'_>, shape: &Shape, union: Option<&Type>) -> bool {
    let component = |document: Document<'_>, shape: &Shape| match shape {
        Shape::Named(id) => document.ty(*id).component.clone(),
        _ => None,
    };
    let is_it = |member: &Member| {
        let (one, other) = (component(walk.old, shape), component(walk.new, &member.shape));
        (one.is_some() && one == other) || is_alike([walk.old, walk.new], shape, &member.shape)
    };
    matches!(union.map(|union| &union.kind), Some(Kind::Union(union)) if union.members.iter().any(is_it))
}

/// Two types with cases, and what a caller calls them.
struct Compared<'c, 'm> {
    old: &'c Cases<'m>,
    new: &'c Cases<'m>,
    name: &'c str,
    is_request: bool,
}

impl<'m> Compared<'_, 'm> {
    fn all(&self, walk: &mut Walk<'m>) {
        let documents = [walk.old, walk.new];
        let (old, new) = (&self.old.list, &self.new.list);
        let cases = matched(old, new, |one, other| one.key == other.key, |one, other| one.is_twin(other, documents));
        cases.kept.into_iter().for_each(|(one, other)| self.kept(walk, one, other));
        cases.renamed.into_iter().for_each(|(one, other)| walk.push(self.renamed(one, other)));
        cases.removed.into_iter().for_each(|case| walk.push(self.removed(case)));
        cases.added.into_iter().for_each(|case| walk.push(self.added(case)));
    }

    fn kept(&self, walk: &mut Walk<'m>, old: &Case<'m>, new: &Case<'m>) {
        let name = match self.new.is_tagged {
            true => format!("`{}`", new.key),
            false => format!("the {} `{}` of {}", self.new.noun, new.key, self.name),
        };
        walk.describe(&name, [&old.place, &new.place], [old.description, new.description], "description");
        let unfit = if old.rust != new.rust {
            Some(format!("{name} is now `{}` in Rust (was `{}`)", new.rust[0], old.rust[0]))
        } else {
            let word = if new.boxed { "now" } else { "no longer" };
            (old.boxed != new.boxed).then(|| format!("{name} is {word} boxed"))
        };
        match (&old.holds, &new.holds) {
            (Holds::Value(old), Holds::Value(new)) => {
                let pair = Pair::new(old.clone(), new.clone(), self.is_request, name);
                return walk.open.push_back(Pair { unfit, ..pair });
            }
            (Holds::Object(old), Holds::Object(new)) => slots::compare(walk, old, new, &name, self.is_request),
            _ => {}
        }
        if let Some(reason) = unfit {
            walk.push(Change::breaking(reason, (Side::New, new.place.clone())));
        }
    }

    fn kind(&self, of_value: &'static str, of_variant: &'static str) -> &'static str {
        if self.new.noun == "value" { of_value } else { of_variant }
    }

    /// What happens to requests of a case.
    fn refused(&self, case: &Case<'_>) -> Option<String> {
        let is_refused = self.is_request && (self.new.is_closed || self.new.noun == "variant");
        is_refused.then(|| format!("requests with the {} `{}` are rejected", self.new.noun, case.key))
    }

    fn gone(&self, case: &Case<'_>) -> Option<String> {
        Some(format!("`{}::{}` is removed", self.old.ty.name, case.rust[0]))
    }

    fn renamed(&self, case: &Case<'_>, other: &Case<'_>) -> Change {
        let message = format!("the variant `{}` of {} is now called `{}`", case.key, self.name, other.key);
        let change = Change::new("variant-renamed", message, (Side::New, other.place.clone())).adding(true);
        change.failing_callers(self.gone(case)).failing_requests(self.refused(case))
    }

    fn removed(&self, case: &Case<'_>) -> Change {
        let message = format!("{} no longer has the {} `{}`", self.name, self.new.noun, case.key);
        let change =
            Change::new(self.kind("value-removed", "variant-removed"), message, (Side::Old, case.place.clone()));
        change.failing_callers(self.gone(case)).failing_requests(self.refused(case))
    }

    fn added(&self, case: &Case<'_>) -> Change {
        let message = format!("{} has a new {} `{}`", self.name, self.new.noun, case.key);
        let kind = self.kind("value-added", "variant-added");
        Change::new(kind, message, (Side::New, case.place.clone())).adding(true)
    }
}

/// A value as it is said: a string without its quotes.
fn word(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
