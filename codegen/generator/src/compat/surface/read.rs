//! Reads the surface off a generated file.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, FnArg, ImplItem, Item, ItemImpl, Lit, Meta, Pat, ReturnType, Signature, Visibility};

use super::derives::{derived, derived_functions};
use super::{Field, Fields, Method, Surface, Type, Variant};
use crate::names::snake_name;

/// The surface of a generated file.
pub(in crate::compat) fn read(file: &syn::File) -> Surface {
    let mut surface = Surface::default();
    let types = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref().map(|(_, items)| items),
        _ => None,
    });
    let types = types.map(Vec::as_slice).unwrap_or_default();
    surface.types = types.iter().filter_map(type_of).collect();
    types.iter().for_each(|item| add_implementation(&mut surface.types, item));
    let mut macros = BTreeSet::new();
    for item in &file.items {
        match item {
            Item::Impl(item) if self_name(item) == "Client" => surface.methods.extend(methods(item)),
            Item::Macro(item) => macros.extend(item.ident.as_ref().map(ToString::to_string)),
            Item::Type(item) if item.ident == "InitialToken" => surface.needs_token = brief(&item.ty) == "TokenMissing",
            _ => {}
        }
    }
    for (name, ty) in &mut surface.types {
        ty.has_macro = macros.remove(&snake_name(name));
    }
    surface.macros = macros;
    surface
}

pub(super) fn type_of(item: &Item) -> Option<(String, Type)> {
    let is_public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    let ty = |kind, attributes: &[Attribute], fields, variants| Type {
        kind,
        is_non_exhaustive: is_non_exhaustive(attributes),
        fields,
        variants,
        traits: derived(attributes),
        functions: derived_functions(attributes),
        rules: arguments(attributes, "scalar"),
        has_macro: false,
    };
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let fields = fields(&item.fields, |field| is_public(&field.vis));
            Some((item.ident.to_string(), ty("struct", &item.attrs, fields, Vec::new())))
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let variants = item.variants.iter().map(variant).collect();
            Some((item.ident.to_string(), ty("enum", &item.attrs, Fields::None, variants)))
        }
        Item::Type(item) if is_public(&item.vis) => {
            let fields = Fields::Types(vec![brief(&item.ty)]);
            Some((item.ident.to_string(), ty("alias", &item.attrs, fields, Vec::new())))
        }
        _ => None,
    }
}

fn variant(variant: &syn::Variant) -> Variant {
    let renamed = variant.attrs.iter().find_map(|attribute| serde_argument(attribute, "rename"));
    let value = arguments(&variant.attrs, "open_enum").and_then(|value| value.split('"').nth(1).map(str::to_owned));
    let start = arguments(&variant.attrs, "tagged_union").and_then(|start| {
        let start = start.split(',').find_map(|argument| argument.trim().strip_prefix("start = "))?;
        Some(start.to_owned())
    });
    Variant {
        name: variant.ident.to_string(),
        wire: renamed.or(value).unwrap_or_else(|| variant.ident.to_string()),
        is_non_exhaustive: is_non_exhaustive(&variant.attrs),
        start,
        fields: fields(&variant.fields, |_| true),
    }
}

fn fields(fields: &syn::Fields, is_shown: impl Fn(&syn::Field) -> bool) -> Fields {
    let shown = fields.iter().filter(|field| is_shown(field));
    match fields {
        syn::Fields::Unit => Fields::None,
        syn::Fields::Unnamed(_) => Fields::Types(shown.map(|field| brief(&field.ty)).collect()),
        syn::Fields::Named(_) => Fields::Named(shown.filter_map(field).collect()),
    }
}

fn field(field: &syn::Field) -> Option<Field> {
    let name = field.ident.as_ref()?.to_string();
    let renamed = field.attrs.iter().find_map(|attribute| serde_argument(attribute, "rename"));
    let keywords = arguments(&field.attrs, "tagged_union").unwrap_or_default();
    Some(Field {
        wire: renamed.unwrap_or_else(|| name.clone()),
        ty: brief(&field.ty),
        is_required: keywords.split(',').any(|keyword| keyword.trim() == "required"),
        name,
    })
}

/// Adds what an `impl` shows to the type that it is for.
pub(super) fn add_implementation(types: &mut BTreeMap<String, Type>, item: &Item) {
    let Item::Impl(item) = item else { return };
    let Some(ty) = types.get_mut(&self_name(item)) else { return };
    match &item.trait_ {
        // What is taken from a reference is no more than `Clone`.
        Some((path, _)) => drop(ty.traits.insert(brief(path))),
        None => ty.functions.extend(item.items.iter().filter_map(|item| match item {
            ImplItem::Fn(function) => Some((function.sig.ident.to_string(), brief(&function.sig))),
            _ => None,
        })),
    }
}

fn methods(item: &ItemImpl) -> impl Iterator<Item = (String, Method)> {
    let signatures = item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(&method.sig),
        _ => None,
    });
    signatures.map(|signature| (signature.ident.to_string(), method(signature)))
}

fn method(signature: &Signature) -> Method {
    let argument = |argument: &FnArg| match argument {
        FnArg::Typed(argument) => match &*argument.pat {
            Pat::Ident(name) => Some((name.ident.to_string(), brief(&argument.ty))),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    };
    let result = match &signature.output {
        ReturnType::Type(_, ty) => brief(ty),
        ReturnType::Default => String::new(),
    };
    Method { arguments: signature.inputs.iter().filter_map(argument).collect(), result }
}

fn self_name(item: &ItemImpl) -> String {
    brief(&item.self_ty)
}

fn is_non_exhaustive(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

/// What stands in the parentheses of an attribute.
pub(super) fn arguments(attributes: &[Attribute], name: &str) -> Option<String> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident(name))?;
    match &attribute.meta {
        Meta::List(list) => Some(list.tokens.to_string()),
        _ => None,
    }
}

/// `::std::option::Option<types::X>` as `Option<X>`: what a caller writes.
fn brief(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    if let Ok(mut ty) = syn::parse_str::<syn::Type>(&text) {
        LastSegments.visit_type_mut(&mut ty);
        return dense(&ty.to_token_stream().to_string());
    }
    match syn::parse_str::<Signature>(&text) {
        Ok(mut signature) => {
            LastSegments.visit_signature_mut(&mut signature);
            dense(&signature.to_token_stream().to_string())
        }
        Err(_) => dense(&text),
    }
}

struct LastSegments;

impl VisitMut for LastSegments {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if let Some(last) = path.segments.pop() {
            *path = last.into();
        }
        visit_mut::visit_path_mut(self, path);
    }
}

/// Without the blanks that printing tokens leaves, but for those between two words.
fn dense(text: &str) -> String {
    let mut dense = String::new();
    let is_word = |character: char| character.is_alphanumeric() || character == '_' || character == '\'';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_between = character == ' '
            && dense.chars().next_back().is_some_and(|before| is_word(before) || before == ',' || before == '>')
            && characters.peek().is_some_and(|after| is_word(*after) || *after == '&');
        if character != ' ' || is_between {
            dense.push(character);
        }
    }
    dense.replace(",>", ">").replace("->", " -> ").replace("'a ", "").replace("<'de>", "")
}

/// The text of `key = "…"` in a `#[serde(…)]`.
fn serde_argument(attribute: &Attribute, key: &str) -> Option<String> {
    let mut tokens = serde_tokens(attribute)?.into_iter();
    while let Some(token) = tokens.next() {
        if is_ident(&token, key)
            && let (Some(TokenTree::Punct(_)), Some(TokenTree::Literal(text))) = (tokens.next(), tokens.next())
        {
            return match Lit::new(text) {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            };
        }
    }
    None
}

fn serde_tokens(attribute: &Attribute) -> Option<TokenStream> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("serde") => Some(list.tokens.clone()),
        _ => None,
    }
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}
