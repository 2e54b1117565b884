//! What is different in what a caller can name, and whether a program that used it still compiles.

use std::collections::BTreeMap;

use super::{Field, Fields, Method, Surface, Type, Variant};
use crate::names::snake_name;

/// What a difference does to programs that compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compat) enum Effect {
    /// Some do not compile any more.
    Breaks,
    /// All do, and more can be written.
    Adds,
    /// Literals are held to other rules; whether to stricter ones is not for the code to say.
    Rules,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::compat) struct Difference {
    /// The part of the generated code.
    pub(in crate::compat) path: String,
    pub(in crate::compat) effect: Effect,
    /// What a caller meets.
    pub(in crate::compat) words: String,
}

/// All differences; types that were only renamed have to be called alike already.
pub(in crate::compat) fn compare(old: &Surface, new: &Surface) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    pair(&old.types, &new.types, |name, pair| {
        let path = format!("types::{name}");
        match pair {
            Pair::Both(old, new) => found.types(name, &path, old, new),
            Pair::Gone(old) => found.breaks(&path, format!("{} is gone", with_macro(name, old))),
            Pair::Added(new) => found.adds(&path, format!("{} is new", with_macro(name, new))),
        }
    });
    pair(&old.methods, &new.methods, |name, pair| {
        let path = format!("op::{name}");
        match pair {
            Pair::Both(old, new) => found.methods(name, &path, old, new),
            Pair::Gone(_) => found.breaks(&path, format!("`Client::{name}` is gone")),
            Pair::Added(_) => found.adds(&path, format!("`Client::{name}` is new")),
        }
    });
    for name in old.macros.difference(&new.macros) {
        found.breaks(&format!("macros::{name}"), format!("the macro `{name}!` is gone"));
    }
    for name in new.macros.difference(&old.macros) {
        found.adds(&format!("macros::{name}"), format!("the macro `{name}!` is new"));
    }
    match (old.needs_token, new.needs_token) {
        (false, true) => found.breaks("client::token", "`Client::builder()` needs `.token(..)` before `.build()`"),
        (true, false) => found.adds("client::token", "`Client::builder()` can be built without a token"),
        _ => {}
    }
    found.0
}

fn with_macro(name: &str, ty: &Type) -> String {
    let and_macro = if ty.has_macro { format!(" with its macro `{}!`", snake_name(name)) } else { String::new() };
    format!("the type `{name}`{and_macro}")
}

enum Pair<'t, T> {
    Both(&'t T, &'t T),
    Gone(&'t T),
    Added(&'t T),
}

/// Calls `visit` with each name and what both sides have of it.
fn pair<T>(old: &BTreeMap<String, T>, new: &BTreeMap<String, T>, mut visit: impl FnMut(&str, Pair<'_, T>)) {
    for (name, value) in old {
        match new.get(name) {
            Some(other) => visit(name, Pair::Both(value, other)),
            None => visit(name, Pair::Gone(value)),
        }
    }
    for (name, value) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        visit(name, Pair::Added(value));
    }
}

struct Found(Vec<Difference>);

impl Found {
    fn add(&mut self, path: &str, effect: Effect, words: impl Into<String>) {
        self.0.push(Difference { path: path.to_owned(), effect, words: words.into() });
    }

    fn breaks(&mut self, path: &str, words: impl Into<String>) {
        self.add(path, Effect::Breaks, words);
    }

    fn adds(&mut self, path: &str, words: impl Into<String>) {
        self.add(path, Effect::Adds, words);
    }

    fn types(&mut self, name: &str, path: &str, old: &Type, new: &Type) {
        if old.kind != new.kind {
            return self.breaks(path, format!("`{name}` is of another form"));
        }
        if !old.is_non_exhaustive && new.is_non_exhaustive {
            self.breaks(path, format!("`{name}` cannot be written out or matched without a rest any more"));
        }
        let shown = format!("`{name}`");
        self.fields(&shown, path, &old.fields, &new.fields, old.is_non_exhaustive, None);
        self.variants(name, path, old, new);
        for implemented in old.traits.difference(&new.traits) {
            self.breaks(path, format!("`{name}` is no longer `{implemented}`"));
        }
        for implemented in new.traits.difference(&old.traits) {
            self.adds(path, format!("`{name}` is `{implemented}`"));
        }
        pair(&old.functions, &new.functions, |function, pair| {
            let path = format!("{path}.{}", function.trim_end_matches('_'));
            match pair {
                Pair::Both(old, new) if old != new => {
                    self.breaks(&path, format!("`{name}::{function}` is `{new}`; it was `{old}`"));
                }
                Pair::Both(..) => {}
                Pair::Gone(_) => self.breaks(&path, format!("`{name}::{function}` is gone")),
                Pair::Added(_) => self.adds(&path, format!("`{name}::{function}` is new")),
            }
        });
        if old.rules != new.rules {
            self.add(path, Effect::Rules, format!("a literal that breaks the rules of `{name}` does not compile"));
        }
        match (old.has_macro, new.has_macro) {
            (true, false) => self.breaks(path, format!("the macro `{}!` is gone", snake_name(name))),
            (false, true) => self.adds(path, format!("the macro `{}!` is new", snake_name(name))),
            _ => {}
        }
    }

    fn variants(&mut self, name: &str, path: &str, old: &Type, new: &Type) {
        let find = |variants: &'_ [Variant], wanted: &str| variants.iter().position(|known| known.name == wanted);
        for variant in &old.variants {
            let path = format!("{path}/{}", variant.wire);
            let shown = format!("`{name}::{}`", variant.name);
            let Some(index) = find(&new.variants, &variant.name) else {
                self.breaks(&path, format!("{shown} is gone"));
                continue;
            };
            let other = &new.variants[index];
            if variant.start != other.start {
                self.breaks(&path, format!("the builder of {shown} is started otherwise"));
            }
            if !variant.is_non_exhaustive && other.is_non_exhaustive {
                self.breaks(&path, format!("{shown} cannot be written out or matched without a rest any more"));
            }
            let start = variant.start.as_ref().map(|start| format!("{name}::{start}()"));
            self.fields(&shown, &path, &variant.fields, &other.fields, variant.is_non_exhaustive, start.as_deref());
        }
        for variant in new.variants.iter().filter(|variant| find(&old.variants, &variant.name).is_none()) {
            let path = format!("{path}/{}", variant.wire);
            let shown = format!("`{name}::{}`", variant.name);
            if old.is_non_exhaustive {
                self.adds(&path, format!("{shown} is new"));
            } else {
                self.breaks(&path, format!("a `match` on a `{name}` that names every variant lacks {shown}"));
            }
        }
    }

    /// `start` is the function that starts the builder, where there is one.
    fn fields(&mut self, owner: &str, path: &str, old: &Fields, new: &Fields, may_grow: bool, start: Option<&str>) {
        let (old, new) = match (old, new) {
            (Fields::Types(was), Fields::Types(is)) => {
                if was != is {
                    let list = |types: &[String]| types.join(", ");
                    self.breaks(path, format!("{owner} holds `{}`; it held `{}`", list(is), list(was)));
                }
                return;
            }
            (Fields::Types(_), _) | (_, Fields::Types(_)) => {
                return self.breaks(path, format!("{owner} is of another form"));
            }
            (old, new) => (named(old), named(new)),
        };
        for field in old {
            let path = format!("{path}.{}", field.wire);
            match new.iter().find(|other| other.name == field.name) {
                Some(other) if other.ty != field.ty => self.breaks(&path, retyped(owner, field, other, start)),
                Some(_) => {}
                None => self.breaks(&path, format!("{owner} has no field `{}` any more", field.name)),
            }
        }
        for field in new.iter().filter(|field| !old.iter().any(|other| other.name == field.name)) {
            let path = format!("{path}.{}", field.wire);
            match start.filter(|_| field.is_required) {
                Some(start) => self.breaks(&path, format!("`.build()` of `{start}` asks for `.{}(..)`", field.name)),
                None if may_grow => self.adds(&path, format!("{owner} has a field `{}`", field.name)),
                None => self.breaks(&path, format!("a {owner} that is written out lacks `{}`", field.name)),
            }
        }
    }

    fn methods(&mut self, name: &str, path: &str, old: &Method, new: &Method) {
        let find = |method: &Method, wanted: &str| {
            method.arguments.iter().find(|(known, _)| known == wanted).map(|(_, ty)| ty.clone())
        };
        let types = |method: &Method| method.arguments.iter().map(|(_, ty)| ty.clone()).collect::<Vec<_>>();
        let names = |method: &Method| method.arguments.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let is_permuted = {
            let (mut one, mut other) = (names(old), names(new));
            let differs = one != other;
            one.sort();
            other.sort();
            differs && one == other
        };
        if is_permuted {
            let order = names(new).join("`, `");
            self.breaks(path, format!("`Client::{name}` takes its arguments in the order `{order}`"));
        } else if types(old) != types(new) {
            for (argument, ty) in &new.arguments {
                let path = format!("{path}.{argument}");
                match find(old, argument) {
                    None => self.breaks(&path, format!("`Client::{name}` takes `{argument}: {ty}`")),
                    Some(was) if was != *ty => {
                        self.breaks(&path, format!("`{argument}` of `Client::{name}` is `{ty}`; it was `{was}`"));
                    }
                    Some(_) => {}
                }
            }
            for (argument, _) in old.arguments.iter().filter(|(argument, _)| find(new, argument).is_none()) {
                let path = format!("{path}.{argument}");
                self.breaks(&path, format!("`Client::{name}` does not take `{argument}` any more"));
            }
        }
        if old.result != new.result {
            let words = format!("`Client::{name}` gives `{}`; it gave `{}`", new.result, old.result);
            self.breaks(&format!("{path}>"), words);
        }
    }
}

fn named(fields: &Fields) -> &[Field] {
    match fields {
        Fields::Named(fields) => fields,
        _ => &[],
    }
}

fn retyped(owner: &str, old: &Field, new: &Field, start: Option<&str>) -> String {
    match start {
        Some(start) if !old.is_required && new.is_required => {
            format!("`.build()` of `{start}` asks for `.{}(..)`", new.name)
        }
        _ => format!("`{}` of {owner} is `{}`; it was `{}`", new.name, new.ty, old.ty),
    }
}
