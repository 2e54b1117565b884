//! Values: what sort they are, what is allowed of them, and which Rust type has them.

use openscaler_openapi::document::pointer;

use super::report::{Change, Side};
use super::slots::{self, Holder};
use super::walk::{Document, NO_RULES, Pair, Sort, Value, Walk, wrapped};
use super::{cases, rules};
use crate::api::{Kind, Rules, RustForm, ScalarRules, Shape, Type, TypeId};
use crate::emit::{macro_name, rust_type};
use crate::names::type_name;

/// Compares every pair that is open, and those that are found in them; then what the old model alone has.
pub(super) fn compare(walk: &mut Walk<'_>) {
    while let Some(pair) = walk.open.pop_front() {
        value(walk, &pair);
    }
    let types = walk.old.api.types.iter().enumerate();
    for (index, ty) in types {
        if !walk.met.contains(&TypeId(index)) && !walk.names[1].contains(ty.name.as_str()) {
            walk.push(removed(ty));
        }
    }
}

fn removed(ty: &Type) -> Change {
    let message = match macro_name(ty) {
        Some(name) => format!("the type `{}` and its macro `{name}!` are removed", ty.name),
        None => format!("the type `{}` is removed", ty.name),
    };
    Change::breaking(message, (Side::Old, ty.origin.0.clone()))
}

/// A value behind the aliases of its type.
struct Resolved<'m> {
    /// The types by whose names it is known, the outermost first.
    names: Vec<TypeId>,
    /// Never an alias, never [`Shape::Nullable`].
    shape: Shape,
    ty: Option<&'m Type>,
    rules: &'m Rules,
    is_nullable: bool,
    origin: String,
}

impl<'m> Resolved<'m> {
    fn of(document: Document<'m>, value: &Value<'m>) -> Self {
        let mut resolved = Self {
            names: Vec::new(),
            shape: value.shape.clone(),
            ty: None,
            rules: value.rules.unwrap_or(&NO_RULES),
            is_nullable: value.is_nullable,
            origin: value.origin.clone(),
        };
        loop {
            match &resolved.shape {
                Shape::Nullable(shape) => {
                    resolved.is_nullable = true;
                    resolved.shape = (**shape).clone();
                }
                Shape::Named(id) => {
                    let ty = document.ty(*id);
                    resolved.names.push(*id);
                    resolved.rules = ty.rules.as_deref().unwrap_or(&NO_RULES);
                    resolved.origin.clone_from(&ty.origin.0);
                    let Kind::Alias(shape) = &ty.kind else {
                        resolved.ty = Some(ty);
                        return resolved;
                    };
                    resolved.shape = shape.clone();
                }
                _ => return resolved,
            }
        }
    }

    /// The component that it is, as its type is called.
    fn component(&self, document: Document<'_>) -> Option<String> {
        document.ty(*self.names.first()?).component.as_deref().map(type_name)
    }

    fn is_listed(&self) -> bool {
        matches!(self.ty, Some(Type { kind: Kind::Enum(_), .. }))
    }

    fn scalar(&self) -> Option<&'m ScalarRules> {
        match &self.ty?.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }
}

fn value<'m>(walk: &mut Walk<'m>, pair: &Pair<'m>) {
    let (old, new) = (Resolved::of(walk.old, &pair.old), Resolved::of(walk.new, &pair.new));
    walk.met.extend(old.names.iter().copied());
    names(walk, &old, &new);
    // A component is called by its name, wherever it is used.
    let name = match (old.component(walk.old), new.component(walk.new)) {
        (Some(_), Some(component)) => format!("`{component}`"),
        _ => pair.name.clone(),
    };
    let mut changes: Vec<Change> = nullability(walk, pair, &old, &new).into_iter().collect();
    let mut unfit: Vec<String> = pair.unfit.iter().cloned().chain(retyped(walk, pair, &old, &new)).collect();
    let mut place = (Side::New, pair.new.origin.clone());
    let types = old.names.first().zip(new.names.first());
    if types.is_none_or(|(old, new)| walk.enter(*old, *new, pair.is_request)) {
        if let Some(reason) = reshaped(&old, &new).filter(|_| unfit.is_empty()) {
            (unfit, place) = (vec![reason], (Side::New, new.origin.clone()));
        }
        changes.extend(contents(walk, pair, &name, &old, &new));
    }
    if !unfit.is_empty() && changes.is_empty() {
        changes.push(Change::breaking(unfit[0].clone(), place));
    }
    for change in changes {
        walk.push(unfit.iter().fold(change, |change, reason| change.failing_callers(Some(reason.clone()))));
    }
}

/// Types that have another name, or none any more.
fn names(walk: &mut Walk<'_>, old: &Resolved<'_>, new: &Resolved<'_>) {
    for (index, id) in old.names.iter().enumerate() {
        let was = walk.old.ty(*id);
        if walk.names[1].contains(was.name.as_str()) {
            continue;
        }
        let Some(is) = new.names.get(index).map(|id| walk.new.ty(*id)) else {
            // What is used in its place is another type, which is told where it is used.
            if matches!(was.kind, Kind::Alias(_)) {
                walk.push(removed(was));
            }
            continue;
        };
        let gone = Some(format!("`{}` is removed", was.name));
        let change = if walk.names[0].contains(is.name.as_str()) {
            let message = format!("the type `{}` is removed: use `{}`", was.name, is.name);
            Change::new("code-changed", message, (Side::Old, was.origin.0.clone()))
        } else {
            let message = format!("the type `{}` is now called `{}`", was.name, is.name);
            Change::new("type-renamed", message, (Side::New, is.origin.0.clone())).adding(true)
        };
        walk.push(change.failing_callers(gone));
    }
}

/// Whether Rust has another type for the value, here.
fn retyped(walk: &Walk<'_>, pair: &Pair<'_>, old: &Resolved<'_>, new: &Resolved<'_>) -> Option<String> {
    let is_same = match (old.ty, new.ty) {
        // What is only called otherwise has been told.
        (Some(was), Some(is)) => was.name == is.name || !walk.names[1].contains(was.name.as_str()),
        (None, None) => match (&old.shape, &new.shape) {
            (Shape::Integer(was), Shape::Integer(is)) => was == is,
            (Shape::Text(was), Shape::Text(is)) => was == is,
            (was, is) => std::mem::discriminant(was) == std::mem::discriminant(is),
        },
        _ => false,
    };
    let rust = |document: Document<'_>, shape| short(&rust_type(document.api, shape).to_string());
    let (was, is) = (rust(walk.old, &old.shape), rust(walk.new, &new.shape));
    (!is_same).then(|| format!("{} is now `{is}` in Rust (was `{was}`)", pair.name))
}

/// Whether a type offers other traits and functions.
fn reshaped(old: &Resolved<'_>, new: &Resolved<'_>) -> Option<String> {
    let (was, is) = (old.ty?, new.ty?);
    let (was_form, is_form) = (RustForm::of(was), RustForm::of(is));
    (was_form != is_form).then(|| format!("`{}` is now {} (was {})", is.name, is_form.name(), was_form.name()))
}

/// `::std::option::Option<crate::types::X>` as `Option<X>`.
fn short(ty: &str) -> String {
    let mut short = String::new();
    for letter in ty.chars().filter(|letter| !letter.is_whitespace()) {
        short.push(letter);
        if short.ends_with("::") {
            let start = short.rfind(['<', ',', '(']).map_or(0, |before| before + 1);
            short.truncate(start);
        }
    }
    short
}

fn nullability(walk: &Walk<'_>, pair: &Pair<'_>, old: &Resolved<'_>, new: &Resolved<'_>) -> Option<Change> {
    let (was, is) = (old.is_nullable, new.is_nullable);
    // Any JSON value may be null.
    if was == is || old.shape == Shape::Any || new.shape == Shape::Any {
        return None;
    }
    let name = &pair.name;
    let message = format!("{name} may {} be null", if is { "now" } else { "no longer" });
    let place = match walk.keyword([&pair.old.origin, &pair.new.origin], "nullable") {
        (Side::New, place) if place == pair.new.origin => walk.keyword([&old.origin, &new.origin], "nullable"),
        place => place,
    };
    let change =
        Change::new("nullable-changed", message, place).adding(is).failing_callers(wrapped(&pair.old, &pair.new, name));
    if pair.is_request {
        return Some(change.failing_requests((!is).then(|| "null is rejected".to_owned())));
    }
    // What may be absent is read from null, too.
    let reason = |fails: bool| fails.then(|| "null cannot be read".to_owned());
    let change = change.failing_new_answers(reason(is && pair.old.is_required));
    Some(change.failing_old_answers(reason(was && pair.new.is_required)))
}

/// What is in the value.
fn contents<'m>(
    walk: &mut Walk<'m>,
    pair: &Pair<'m>,
    name: &str,
    old: &Resolved<'m>,
    new: &Resolved<'m>,
) -> Vec<Change> {
    let (was, is) = (Sort::of(walk.old, &old.shape), Sort::of(walk.new, &new.shape));
    if was != is {
        return vec![sort(walk, pair, name, [(old, was), (new, is)])];
    }
    let places = [old.origin.as_str(), new.origin.as_str()];
    if let Some((old, new)) = old.names.first().zip(new.names.first()) {
        let (old, new) = (walk.old.ty(*old), walk.new.ty(*new));
        walk.describe(name, places, [old.description.as_ref(), new.description.as_ref()], "description");
        walk.deprecate(name, places, [old.deprecated, new.deprecated]);
    }
    let mut changes: Vec<Change> = listing(walk, name, pair.is_request, [old, new]).into_iter().collect();
    if is == Sort::Object {
        let of = |document, one: &Resolved<'m>| Holder::of_shape(document, &one.shape, one.rules, &one.origin);
        slots::compare(walk, &of(walk.old, old), &of(walk.new, new), name, pair.is_request);
        return changes;
    }
    let scalars = old.scalar().zip(new.scalar());
    let is_written = pair.is_checked && (is == Sort::List || old.rules.checked != new.rules.checked);
    let is_checked = scalars.map_or(is_written, |(old, new)| old != new);
    let rules = [old.rules, new.rules];
    changes.extend(rules::compare(walk, rules, is, (name, places), [pair.is_request, is_checked]));
    if let (Some(one), Some(other)) = (old.ty, new.ty)
        && (is == Sort::Union || (old.is_listed() && new.is_listed()))
    {
        changes.extend(cases::compare(walk, [one, other], name, pair.is_request));
    }
    if let (Shape::List(old_items, _), Shape::List(new_items, _)) = (&old.shape, &new.shape) {
        let of = |items: &Shape, one: &Resolved<'m>| {
            Value::new(items, one.rules.inner.as_deref(), pointer::join(&one.origin, "items"))
        };
        let (old, new, name) = (of(old_items, old), of(new_items, new), format!("each item of {name}"));
        walk.open.push_back(Pair { old, new, name, unfit: None, ..pair.clone() });
    }
    changes
}

fn sort(walk: &Walk<'_>, pair: &Pair<'_>, name: &str, [(old, was), (new, is)]: [(&Resolved<'_>, Sort); 2]) -> Change {
    let message = format!("{name} is now {} (was {})", is.name(), was.name());
    let change = Change::new("type-changed", message, walk.keyword([&old.origin, &new.origin], "type"));
    if pair.is_request {
        let is_wider = is == Sort::Any
            || (was, is) == (Sort::Integer, Sort::Number)
            || cases::has_member(walk, &old.shape, new.ty);
        let reason = (!is_wider).then(|| format!("{name} is no longer {}", was.name()));
        return change.failing_requests(reason).adding(is_wider);
    }
    // A union keeps what matches none of its members, but then no program knows what it is.
    let unread = |reader: Sort, written: Sort| {
        let reads = matches!((reader, written), (Sort::Any, _) | (Sort::Number, Sort::Integer));
        (!reads).then(|| format!("{} cannot be read as {}", written.name(), reader.name()))
    };
    change.failing_new_answers(unread(was, is)).failing_old_answers(unread(is, was)).adding(true)
}

/// Whether values are listed.
fn listing(walk: &Walk<'_>, name: &str, is_request: bool, [old, new]: [&Resolved<'_>; 2]) -> Option<Change> {
    if old.is_listed() == new.is_listed() {
        return None;
    }
    let message = format!("{name} is {} limited to listed values", if new.is_listed() { "now" } else { "no longer" });
    let change = Change::new("values-listed", message, walk.keyword([&old.origin, &new.origin], "enum"));
    let reason = (new.is_listed() && is_request).then(|| "values that are not listed are rejected".to_owned());
    Some(change.adding(old.is_listed()).failing_requests(reason))
}
