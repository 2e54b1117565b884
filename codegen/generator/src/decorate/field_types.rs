//! What the Rust type of a field tells about its JSON.

use std::collections::{BTreeMap, BTreeSet};

use openscaler_openapi::numbers::NumberRules;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{GenericArgument, PathArguments, PathSegment, Type};

use crate::model::{ListRules, Model, Scalar};

/// The generated types that have rules of their own, by name.
pub(super) struct FieldTypes {
    /// With the word for what reads one from JSON.
    scalars: BTreeMap<String, &'static str>,
    unions: BTreeSet<String>,
}

impl FieldTypes {
    pub(super) fn of(model: &Model) -> Self {
        let unions = model.unions.iter().filter(|union| union.in_requests);
        Self {
            scalars: model.scalars.iter().map(|scalar| (scalar.type_name.clone(), reader(scalar))).collect(),
            unions: unions.map(|union| union.type_name.clone()).collect(),
        }
    }

    /// What reads `ty` from JSON, in the words of our derive; `None` if its type alone says so.
    pub(super) fn reader(&self, ty: &Type, rules: Option<ListRules>) -> Option<TokenStream> {
        if let Some(item) = argument_of("Vec", ty) {
            let item = self.reader(item, None).unwrap_or_else(|| quote!(json));
            let rules = list_rules(rules);
            return Some(quote!(list(#item #rules)));
        }
        let keyword = match self.scalar(ty) {
            Some(name) => self.scalars.get(&name).copied()?,
            None if self.is_union(ty) => "union",
            None => return None,
        };
        let keyword = format_ident!("{keyword}");
        Some(quote!(#keyword))
    }

    /// Whether `ty` is a union of requests, an optional one, or one that is boxed because it contains itself.
    pub(super) fn is_union(&self, ty: &Type) -> bool {
        let ty = option_argument(ty).unwrap_or(ty);
        let ty = argument_of("Box", ty).unwrap_or(ty);
        last_segment(ty).is_some_and(|last| self.unions.contains(&last.ident.to_string()))
    }

    /// The scalar that `ty` is.
    pub(super) fn scalar(&self, ty: &Type) -> Option<String> {
        let name = last_segment(ty)?.ident.to_string();
        self.scalars.contains_key(&name).then_some(name)
    }

    /// The scalar that `ty` is once options and lists round it are taken off.
    pub(super) fn innermost_scalar(&self, ty: &Type) -> Option<String> {
        match option_argument(ty).or_else(|| argument_of("Vec", ty)) {
            Some(inner) => self.innermost_scalar(inner),
            None => self.scalar(ty),
        }
    }

    /// Whether `ty` is a number.
    pub(super) fn is_number(&self, ty: &Type) -> bool {
        const NUMBERS: [&str; 10] = ["f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];
        let is_plain = option_argument(ty).is_none() && argument_of("Vec", ty).is_none();
        is_plain && last_segment(ty).is_some_and(|last| NUMBERS.iter().any(|number| last.ident == number))
    }

    /// What the JSON form takes for a field of type `ty` that is a list with rules, or anything else.
    pub(super) fn json_kind_with(&self, ty: &Type, rules: Option<ListRules>) -> TokenStream {
        if let Some(inner) = option_argument(ty) {
            let kind = self.json_kind_with(inner, rules);
            return quote!(nullable #kind);
        }
        match argument_of("Vec", ty) {
            Some(item) => {
                let (kind, rules) = (self.json_kind(item), list_rules(rules));
                quote!(list(#kind #rules))
            }
            None => self.json_kind(ty),
        }
    }

    /// What the JSON form takes for a field of type `ty`, in the words of our macro.
    pub(super) fn json_kind(&self, ty: &Type) -> TokenStream {
        if let Some(inner) = option_argument(ty) {
            let kind = self.json_kind(inner);
            return quote!(nullable #kind);
        }
        if let Some(item) = argument_of("Vec", ty) {
            let kind = self.json_kind(item);
            return quote!(list(#kind));
        }
        let name = last_segment(ty).map(|last| last.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            name if self.scalars.contains_key(name) => {
                let name = format_ident!("{name}");
                quote!(scalar #name)
            }
            name if self.unions.contains(name) => {
                let name = format_ident!("{name}");
                quote!(union #name)
            }
            "String" => quote!(string),
            "bool" => quote!(boolean),
            "f32" | "f64" => quote!(number),
            "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => quote!(integer),
            _ => quote!(value),
        }
    }
}

/// The rules of a list, each behind a comma.
fn list_rules(rules: Option<ListRules>) -> TokenStream {
    let ListRules { least, most, unique } = rules.unwrap_or_default();
    let least = least.map(Literal::u64_unsuffixed).map(|least| quote!(, min_items = #least));
    let most = most.map(Literal::u64_unsuffixed).map(|most| quote!(, max_items = #most));
    let unique = unique.then(|| quote!(, unique_items));
    quote!(#least #most #unique)
}

fn reader(scalar: &Scalar) -> &'static str {
    match &scalar.number {
        None => "scalar",
        Some(NumberRules::Integer { .. }) => "integer",
        Some(NumberRules::Number { .. }) => "number",
    }
}

/// `T` of an `Option<T>`.
pub(super) fn option_argument(ty: &Type) -> Option<&Type> {
    argument_of("Option", ty)
}

/// `T` of a `generic<T>`.
pub(super) fn argument_of<'a>(generic: &str, ty: &'a Type) -> Option<&'a Type> {
    let last = last_segment(ty).filter(|last| last.ident == generic)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(argument) => Some(argument),
        _ => None,
    }
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}
