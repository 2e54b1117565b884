//! The members of a union, told apart by a tag, by their names, or by what they are.

use openscaler_openapi::structure::Node;

use super::change::{Change, Side};
use super::shape::{Kind, Shape, meaning};
use super::walk::{At, Walk};
use super::{objects, schemas};

/// Compares the members of two unions.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, old: &Shape<'d>, new: &Shape<'d>, at: &At) {
    match (old.tag().zip(old.tagged(&walk.old)), new.tag().zip(new.tagged(&walk.new))) {
        (Some((old_tag, old_members)), Some((new_tag, new_members))) => {
            if old_tag != new_tag {
                tag(walk, [old, new], [old_tag, new_tag], at);
            }
            members(walk, &old_members, &new_members, at, Some((old_tag, new_tag)));
        }
        (None, None) => members(walk, &named(old, &walk.old), &named(new, &walk.new), at, None),
        (was, is) => {
            let words = |is_tagged| if is_tagged { "told apart by a tag" } else { "told apart by what they hold" };
            let message = format!("the kinds of {} are {} now", at.name, words(is.is_some()));
            let change = Change::new("tag-changed", message, Side::New, new.pointer.clone()).anchored(&at.anchors());
            // The objects may be the same; whether they are cannot be told by looking at the tag.
            let reason = at.is_request().then(|| format!("they were {}", words(was.is_some())));
            walk.push(change.failing_requests(reason));
        }
    }
}

/// Members without a tag: by their component, their title, or their place.
fn named<'d>(union: &Shape<'d>, context: &openscaler_openapi::context::Context<'d>) -> Vec<(String, Node<'d>)> {
    let name = |(index, member): (usize, &Node<'d>)| {
        let shape = Shape::of(context, member);
        let component = shape.as_ref().and_then(|shape| shape.component.clone());
        let title = || shape.as_ref().and_then(|shape| shape.text("title")).map(str::to_owned);
        let kind = || shape.as_ref().map(|shape| shape.kind).filter(|kind| !matches!(kind, Kind::Object | Kind::Any));
        let kind = || kind().map(|kind| kind.name().to_owned());
        let name = component.or_else(title).or_else(kind).unwrap_or_else(|| index.to_string());
        (name, member.clone())
    };
    union.members.iter().enumerate().map(name).collect()
}

fn tag(walk: &mut Walk<'_>, [_, new]: [&Shape<'_>; 2], [was, is]: [&str; 2], at: &At) {
    let message = format!("the field that says of which kind {} is, is called `{is}` now; it was `{was}`", at.name);
    let pointer = new.at("discriminator");
    let change = Change::new("tag-changed", message, Side::New, pointer).anchored(&at.anchors());
    walk.push(match at.is_request() {
        true => change.failing_requests(Some(format!("a request without `{is}` is refused"))),
        // The union is open: each would be read, and understood by nobody.
        false => change
            .failing_new_answers(Some(format!("without `{was}` each is of an unknown kind")))
            .failing_old_answers(Some(format!("without `{is}` each is of an unknown kind"))),
    });
}

type Members<'d> = [(String, Node<'d>)];

fn members<'d>(walk: &mut Walk<'d>, old: &Members<'d>, new: &Members<'d>, at: &At, tags: Option<(&str, &str)>) {
    let find = |members: &'_ Members<'d>, name: &str| members.iter().position(|(known, _)| known == name);
    for (name, old_member) in old {
        if let Some(index) = find(new, name) {
            let at = member_at(at, name, tags.is_some());
            member(walk, old_member, &new[index].1, &at, tags);
        }
    }
    let mut gone: Vec<_> = old.iter().filter(|(name, _)| find(new, name).is_none()).collect();
    let mut added: Vec<_> = new.iter().filter(|(name, _)| find(old, name).is_none()).collect();
    for (one, other) in renames(walk, &gone, &added, tags) {
        walk.push(renamed(&one, &other, at, tags.is_some()));
        gone.retain(|(name, _)| *name != one.0);
        added.retain(|(name, _)| *name != other.0);
    }
    for (name, member) in gone {
        let message = format!("{} no longer has the kind {}", at.name, quoted(name, tags.is_some()));
        let change = Change::new("variant-removed", message, Side::Old, member.pointer.clone());
        let reason =
            at.is_request().then(|| format!("a request of the kind {} is refused", quoted(name, tags.is_some())));
        walk.push(change.anchored(&member_at(at, name, tags.is_some()).types).failing_requests(reason));
    }
    for (name, member) in added {
        let message = format!("{} has a new kind {}", at.name, quoted(name, tags.is_some()));
        let change = Change::new("variant-added", message, Side::New, member.pointer.clone());
        let types = member_at(at, name, tags.is_some()).types;
        walk.came_from(&types, &member.pointer);
        walk.push(change.anchored(&types).adding(true));
    }
}

/// A tag's value is a word of the API; other members are called by what they are.
fn quoted(name: &str, is_tagged: bool) -> String {
    if is_tagged || name.starts_with(|first: char| first.is_uppercase()) {
        format!("`{name}`")
    } else {
        name.to_owned()
    }
}

fn member_at(union: &At, name: &str, is_tagged: bool) -> At {
    let types = match is_tagged {
        true => union.types.iter().map(|above| format!("{above}/{name}")).collect(),
        false => union.types.iter().chain(&At::types_of_component(name, union.direction)).cloned().collect(),
    };
    At { direction: union.direction, is_required: [true; 2], name: quoted(name, is_tagged), slots: Vec::new(), types }
}

/// A variant of a tagged union is the union's own, whatever its schema is called.
fn member<'d>(walk: &mut Walk<'d>, old: &Node<'d>, new: &Node<'d>, at: &At, tags: Option<(&str, &str)>) {
    let Some((old_tag, new_tag)) = tags else { return schemas::compare(walk, old, new, at) };
    let (Some(old), Some(new)) = (Shape::of(&walk.old, old), Shape::of(&walk.new, new)) else { return };
    walk.came_from(&at.types, &new.pointer);
    objects::compare_but(walk, &old, &new, at, &[old_tag, new_tag]);
}

/// The variants that are others under a new tag: the same schema, or one that says the same but for the tag.
fn renames<'d>(
    walk: &Walk<'d>,
    gone: &[&(String, Node<'d>)],
    added: &[&(String, Node<'d>)],
    tags: Option<(&str, &str)>,
) -> Vec<((String, Node<'d>), (String, Node<'d>))> {
    let Some((old_tag, new_tag)) = tags else { return Vec::new() };
    let fields = |shape: &Shape<'d>, tag: &str| {
        let fields = shape.properties.iter().filter(|(name, _)| name != tag);
        let fields = fields.map(|(name, node)| (name.clone(), meaning(node.value)));
        fields.collect::<std::collections::BTreeMap<_, _>>()
    };
    let is_same = |one: &Node<'d>, other: &Node<'d>| {
        let (Some(one), Some(other)) = (Shape::of(&walk.old, one), Shape::of(&walk.new, other)) else { return false };
        fields(&one, old_tag) == fields(&other, new_tag) && one.required == other.required
    };
    let mut twins = Vec::new();
    for one in gone {
        let alike: Vec<_> = added.iter().filter(|other| is_same(&one.1, &other.1)).collect();
        if let [other] = alike.as_slice()
            && gone.iter().filter(|one| is_same(&one.1, &other.1)).count() == 1
        {
            twins.push(((*one).clone(), (**other).clone()));
        }
    }
    twins
}

fn renamed(one: &(String, Node<'_>), other: &(String, Node<'_>), at: &At, is_tagged: bool) -> Change {
    let message = format!("the kind `{}` of {} is called `{}` now", one.0, at.name, other.0);
    let change = Change::new("variant-renamed", message, Side::New, other.1.pointer.clone())
        .anchored(&member_at(at, &one.0, is_tagged).types)
        .anchored(&member_at(at, &other.0, is_tagged).types)
        .adding(true);
    match at.is_request() {
        true => change.failing_requests(Some(format!("a request of the kind `{}` is refused", one.0))),
        false => change,
    }
}
