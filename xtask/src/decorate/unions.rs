//! The unions of requests: what our derive needs to know, as attributes.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, Item, ItemEnum, Path, Token, parse_quote};

use super::field_types::{FieldTypes, option_argument};
use super::macros::builders_name;
use super::open_enums::serde_argument;
use crate::lower::unions::NO_PROPERTY;
use crate::model::{Model, Union, Variant};
use crate::names::snake_name;

/// Checks that each union of these types came out tagged, and attaches our derive to those that requests can hold.
pub(super) fn attach(types: &mut [Item], model: &Model, field_types: &FieldTypes) -> Result<()> {
    let mut enums: HashMap<String, &mut ItemEnum> = types.iter_mut().filter_map(enum_mut).collect();
    for union in &model.unions {
        let name = &union.type_name;
        let Some(item) = enums.get_mut(name) else { continue };
        item.variants.iter_mut().for_each(drop_what_is_no_property);
        ensure_tagged(item, union).with_context(|| format!("the union `{name}` did not come out tagged"))?;
        if union.in_requests {
            derive(item, union, field_types)?;
        }
    }
    Ok(())
}

/// Takes out what lowering has put in for typify alone.
fn drop_what_is_no_property(variant: &mut syn::Variant) {
    let Fields::Named(fields) = &mut variant.fields else { return };
    let before = fields.named.len();
    let kept = std::mem::take(&mut fields.named).into_iter();
    fields.named = kept.filter(|field| !field_wire_name(field).contains(NO_PROPERTY)).collect();
    if fields.named.is_empty() && before > 0 {
        variant.fields = Fields::Unit;
    }
}

/// The enums by name, among them those of the unions.
pub(super) fn enums(types: &[Item]) -> HashMap<String, &ItemEnum> {
    let named = types.iter().filter_map(|item| match item {
        Item::Enum(item) => Some((item.ident.to_string(), item)),
        _ => None,
    });
    named.collect()
}

/// The name of an enum.
pub(super) fn enum_name(item: &Item) -> Option<String> {
    match item {
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn enum_mut(item: &mut Item) -> Option<(String, &mut ItemEnum)> {
    match item {
        Item::Enum(item) => Some((item.ident.to_string(), item)),
        _ => None,
    }
}

/// typify falls back to an untagged enum in silence; that would accept one variant for another.
fn ensure_tagged(item: &ItemEnum, union: &Union) -> Result<()> {
    let tag = item.attrs.iter().find_map(|attribute| serde_argument(attribute, "tag"));
    let tag = tag.context("the enum has no `#[serde(tag)]`")?;
    ensure!(tag == union.tag, "its tag is `{tag}`, not `{}`", union.tag);
    let made: Vec<_> = item.variants.iter().map(|variant| wire_name(&variant.attrs, &variant.ident)).collect();
    let expected: Vec<_> = union.variants.iter().map(|variant| variant.tag.as_str()).collect();
    ensure!(made == expected, "its variants are `{}`, not `{}`", made.join("`, `"), expected.join("`, `"));
    Ok(())
}

fn derive(item: &mut ItemEnum, union: &Union, field_types: &FieldTypes) -> Result<()> {
    drop_derive(&mut item.attrs, "Deserialize");
    // Unknown members are refused by the draft, which does not quote them.
    item.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
    let tag = &union.tag;
    let draft = format_ident!("{}Draft", union.type_name);
    let builders = builders_name(&union.type_name);
    item.attrs.extend::<[Attribute; 3]>([
        parse_quote!(#[derive(::openscaler_codegen::TaggedUnion)]),
        parse_quote!(#[serde(tag = #tag)]),
        parse_quote!(#[tagged_union(draft = #draft, builders = #builders)]),
    ]);
    for (variant, expected) in item.variants.iter_mut().zip(&union.variants) {
        let start = format_ident!("{}", start_name(&variant.ident.to_string()));
        // A field that is added later must not break those who match on it.
        variant.attrs.push(parse_quote!(#[non_exhaustive]));
        variant.attrs.push(parse_quote!(#[tagged_union(start = #start)]));
        match &mut variant.fields {
            Fields::Unit => {}
            Fields::Named(fields) => {
                for field in &mut fields.named {
                    attach_keywords(field, expected, field_types);
                }
            }
            Fields::Unnamed(_) => bail!("the variant `{}` has fields without names", variant.ident),
        }
    }
    Ok(())
}

/// The function that starts a variant's builder; `try_from` makes a request of a draft, and would be hidden.
fn start_name(variant: &str) -> String {
    let name = snake_name(variant);
    if name == "try_from" { name + "_" } else { name }
}

/// Says of a field what its type does not show.
fn attach_keywords(field: &mut Field, variant: &Variant, field_types: &FieldTypes) {
    let wire_name = field_wire_name(field);
    let mut keywords: Vec<TokenStream> = Vec::new();
    if variant.required.contains(&wire_name) {
        keywords.push(quote!(required));
    }
    if variant.nullable.contains(&wire_name) {
        keywords.push(quote!(nullable));
    }
    let value = option_argument(&field.ty).unwrap_or(&field.ty);
    keywords.extend(field_types.reader(value, variant.lists.get(&wire_name).copied()));
    if !keywords.is_empty() {
        field.attrs.push(parse_quote!(#[tagged_union(#(#keywords),*)]));
    }
}

/// Takes the trait `name` out of the derives.
fn drop_derive(attributes: &mut [Attribute], name: &str) {
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let traits = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        let kept: Vec<_> = traits.into_iter().flatten().filter(|path| !ends_in(path, name)).collect();
        attribute.meta = parse_quote!(derive(#(#kept),*));
    }
}

fn ends_in(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// The name of a field on the wire.
pub(super) fn field_wire_name(field: &Field) -> String {
    field.ident.as_ref().map(|ident| wire_name(&field.attrs, ident)).unwrap_or_default()
}

/// serde's name for something, else Rust's.
pub(super) fn wire_name(attributes: &[Attribute], ident: &syn::Ident) -> String {
    let renamed = attributes.iter().find_map(|attribute| serde_argument(attribute, "rename"));
    renamed.unwrap_or_else(|| ident.to_string())
}
