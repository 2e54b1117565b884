//! The fields of an object.

use openscaler_openapi::structure::Node;

use super::change::{Change, Side};
use super::schemas;
use super::shape::{Kind, Shape, meaning};
use super::walk::{At, Walk};

/// What both documents say of one field of an object.
struct Field<'f, 'd> {
    name: &'f str,
    node: &'f Node<'d>,
    shape: Shape<'d>,
    /// Whether the direction in question has to have it.
    is_required: bool,
}

impl<'f, 'd> Field<'f, 'd> {
    /// The fields that a value has in a direction: what the server alone sets is in no request that it requires, and
    /// what is only written is in no answer.
    fn of(context: &openscaler_openapi::context::Context<'d>, object: &'f Shape<'d>, at: &At) -> Vec<Self> {
        let tag = object.tag();
        let fields = object.properties.iter().filter_map(|(name, node)| {
            let shape = Shape::of(context, node)?;
            let is_elsewhere = shape.flag(if at.is_request() { "readOnly" } else { "writeOnly" });
            let is_required = object.required.contains(name) && !is_elsewhere;
            Some(Self { name, node, shape, is_required })
        });
        fields.filter(|field| Some(field.name) != tag && (at.is_request() || !field.shape.flag("writeOnly"))).collect()
    }

    /// Whether an answer cannot be read without it.
    fn is_needed(&self) -> bool {
        self.is_required && !self.shape.flag("nullable")
    }

    fn at(&self, owner: &At, is_required: [bool; 2]) -> At {
        At {
            direction: owner.direction,
            is_required,
            name: format!("the field `{}` of {}", self.name, owner.name),
            slots: owner.types.iter().map(|above| format!("{above}.{}", self.name)).collect(),
            types: owner.types_below(self.name),
        }
    }
}

/// Compares all fields.
pub(super) fn compare<'d>(walk: &mut Walk<'d>, old: &Shape<'d>, new: &Shape<'d>, at: &At) {
    compare_but(walk, old, new, at, &[]);
}

/// Compares all fields but the tags, old and new, which are compared with the union.
pub(super) fn compare_but<'d>(walk: &mut Walk<'d>, old: &Shape<'d>, new: &Shape<'d>, at: &At, tags: &[&str]) {
    let fields = |context, shape| {
        let fields: Vec<Field<'_, 'd>> = Field::of(context, shape, at);
        fields.into_iter().filter(|field| !tags.contains(&field.name)).collect::<Vec<_>>()
    };
    let (old_fields, new_fields) = (fields(&walk.old, old), fields(&walk.new, new));
    let find = |fields: &[Field<'_, 'd>], name: &str| fields.iter().position(|field| field.name == name);
    let (kept_fields, mut gone): (Vec<_>, Vec<_>) =
        old_fields.iter().partition(|field| find(&new_fields, field.name).is_some());
    let mut added_fields: Vec<_> = new_fields.iter().filter(|field| find(&old_fields, field.name).is_none()).collect();
    for old_field in kept_fields {
        if let Some(index) = find(&new_fields, old_field.name) {
            kept(walk, old_field, &new_fields[index], at);
        }
    }
    for (one, other) in renames(&gone, &added_fields) {
        walk.push(renamed(one, other, new, at));
        gone.retain(|field| field.name != one.name);
        added_fields.retain(|field| field.name != other.name);
    }
    gone.into_iter().for_each(|field| walk.push(removed(field, new, at)));
    for field in added_fields {
        walk.came_from(&field.at(at, [false; 2]).slots, &field.node.pointer);
        walk.push(added(field, at));
    }
    if at.is_request() {
        undeclared(walk, old, new, at);
    }
    if at.is_request() && old.is_closed != new.is_closed {
        closed(walk, old, new, at);
    }
    if let (Some(old), Some(new)) = (&old.others(), &new.others()) {
        let name = format!("each value of {}", at.name);
        schemas::compare(
            walk,
            old,
            new,
            &At { name, types: at.types_below("Value"), is_required: [true; 2], ..at.clone() },
        );
    }
}

/// Fields that are required where no such field may be.
fn undeclared(walk: &mut Walk<'_>, old: &Shape<'_>, new: &Shape<'_>, at: &At) {
    let only = |one: &Shape<'_>, other: &Shape<'_>| -> Vec<String> {
        let names = one.undeclared().filter(|name| one.is_closed && !other.undeclared().any(|known| known == *name));
        names.cloned().collect()
    };
    for name in only(new, old) {
        let message = format!("{} requires `{name}` and lets no such field pass", at.name);
        let change = Change::new("required-changed", message, Side::New, new.at("required")).anchored(&at.types);
        walk.push(change.failing_requests(Some("no request is right".to_owned())));
    }
    for name in only(old, new).into_iter().filter(|name| !new.required.contains(name)) {
        let message = format!("{} no longer requires `{name}`, which it let not pass", at.name);
        let change = Change::new("required-changed", message, Side::Old, old.at("required")).anchored(&at.types);
        walk.push(change.adding(true));
    }
}

/// The fields that are others under a new name: each is alike in all but that, and nothing else is.
fn renames<'f, 'd>(
    gone: &[&'f Field<'f, 'd>],
    added: &[&'f Field<'f, 'd>],
) -> Vec<(&'f Field<'f, 'd>, &'f Field<'f, 'd>)> {
    let is_alike = |one: &Field<'_, '_>, other: &Field<'_, '_>| {
        one.is_required == other.is_required && meaning(one.node.value) == meaning(other.node.value)
    };
    let only = |field: &Field<'_, '_>, among: &[&'f Field<'f, 'd>]| {
        let mut alike = among.iter().filter(|other| is_alike(field, other));
        alike.next().copied().filter(|_| alike.next().is_none())
    };
    let twin = |field: &&'f Field<'f, 'd>| {
        let twin = only(field, added)?;
        only(twin, gone).map(|_| (*field, twin))
    };
    gone.iter().filter_map(twin).collect()
}

fn renamed(field: &Field<'_, '_>, other: &Field<'_, '_>, new: &Shape<'_>, at: &At) -> Change {
    let message = format!("the field `{}` of {} is called `{}` now", field.name, at.name, other.name);
    let change = Change::new("field-renamed", message, Side::New, other.node.pointer.clone())
        .anchored(&field.at(at, [false; 2]).slots)
        .anchored(&other.at(at, [false; 2]).slots);
    if at.is_request() {
        let refused = new.is_closed.then(|| format!("`{}` is refused", field.name));
        let missing = other.is_required.then(|| format!("a request without `{}` is refused", other.name));
        return change.failing_requests(refused.or(missing)).adding(true);
    }
    change
        .failing_new_answers(field.is_needed().then(|| format!("an answer without `{}` cannot be read", field.name)))
        .failing_old_answers(other.is_needed().then(|| format!("an answer without `{}` cannot be read", other.name)))
        .adding(true)
}

fn added(field: &Field<'_, '_>, at: &At) -> Change {
    let name = field.name;
    let verb = match (at.is_request(), field.is_required) {
        (true, true) => "requires",
        (true, false) => "takes",
        (false, _) => "has",
    };
    let message = format!("{} {verb} a new field `{name}`", at.name);
    let change = Change::new("field-added", message, Side::New, field.node.pointer.clone())
        .anchored(&field.at(at, [false; 2]).slots)
        .adding(true);
    if at.is_request() {
        return change.failing_requests(field.is_required.then(|| format!("a request without `{name}` is refused")));
    }
    change.failing_old_answers(field.is_needed().then(|| format!("an answer without `{name}` cannot be read")))
}

fn removed(field: &Field<'_, '_>, new: &Shape<'_>, at: &At) -> Change {
    let name = field.name;
    let message = format!("{} no longer has a field `{name}`", at.name);
    let change = Change::new("field-removed", message, Side::Old, field.node.pointer.clone())
        .anchored(&field.at(at, [false; 2]).slots);
    if at.is_request() {
        return change.failing_requests(new.is_closed.then(|| format!("a request with `{name}` is refused")));
    }
    change.failing_new_answers(field.is_needed().then(|| format!("an answer without `{name}` cannot be read")))
}

fn kept<'d>(walk: &mut Walk<'d>, old: &Field<'_, 'd>, new: &Field<'_, 'd>, at: &At) {
    let field_at = new.at(at, [old.is_required, new.is_required]);
    if old.is_required != new.is_required {
        // `required` is one list for all fields: the field itself is the place.
        let (name, owner, pointer) = (new.name, &at.name, new.node.pointer.clone());
        let message = match (at.is_request(), new.is_required) {
            (true, true) => format!("{owner} requires `{name}`, which was optional"),
            (true, false) => format!("{owner} no longer requires `{name}`"),
            (false, true) => format!("{owner} always has `{name}` now"),
            (false, false) => format!("{owner} need not have `{name}` any more"),
        };
        let mut change = Change::new("required-changed", message, Side::New, pointer).anchored(&field_at.slots);
        if at.is_request() {
            let reason = new.is_required.then(|| format!("a request without `{name}` is refused"));
            change = change.failing_requests(reason).adding(!new.is_required);
        } else {
            let reason = || format!("an answer without `{name}` cannot be read");
            change = change
                .failing_new_answers((old.is_needed() && !new.is_required).then(reason))
                .failing_old_answers((new.is_needed() && !old.is_required).then(reason))
                .adding(new.is_required);
        }
        walk.push(change);
    }
    schemas::compare(walk, old.node, new.node, &field_at);
}

/// Whether fields that nobody named may be sent.
fn closed(walk: &mut Walk<'_>, old: &Shape<'_>, new: &Shape<'_>, at: &At) {
    let (message, side, pointer) = match new.is_closed {
        true => {
            (format!("{} refuses fields that it does not name", at.name), Side::New, new.at("additionalProperties"))
        }
        false => {
            (format!("{} lets fields pass that it does not name", at.name), Side::Old, old.at("additionalProperties"))
        }
    };
    let reason = new.is_closed.then(|| "a field without a name of its own is refused".to_owned());
    let change = Change::new("closedness-changed", message, side, pointer).anchored(&at.types);
    walk.push(change.failing_requests(reason).adding(!new.is_closed && new.kind == Kind::Object));
}
