//! Attaches our derive to the unions of requests.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Field, Fields, Ident, Item, ItemEnum};

use super::attributes::{flag, list, retain_derives, serde_argument};
use super::field_types::{FieldTypes, option_argument};
use super::macros::builders_name;
use super::types::Declared;
use crate::lower::unions::NO_PROPERTY;
use crate::model::{Model, Union, Variant};
use crate::names::snake_name;

/// A union that requests can hold, as it came out.
pub(super) struct Attached<'m> {
    pub(super) union: &'m Union,
    pub(super) item: &'m ItemEnum,
    /// What the fields of each variant are called on the wire.
    pub(super) wire_names: Vec<Vec<String>>,
}

/// Checks that each union of these types came out tagged, and attaches our derive to those that requests can hold.
pub(super) fn attach_derives<'m>(
    types: &'m mut [Declared],
    model: &'m Model,
    field_types: &FieldTypes,
) -> Result<Vec<Attached<'m>>> {
    let enums = types.iter_mut().filter_map(|declared| match &mut declared.item {
        Item::Enum(item) => Some((item.ident.to_string(), item)),
        _ => None,
    });
    let mut enums: HashMap<String, &mut ItemEnum> = enums.collect();
    let mut attached = Vec::new();
    for union in &model.unions {
        let name = &union.type_name;
        let Some(item) = enums.remove(name) else { continue };
        item.variants.iter_mut().for_each(drop_what_is_no_property);
        ensure_tagged(item, union).with_context(|| format!("the union `{name}` did not come out tagged"))?;
        if union.in_requests {
            let wire_names = derive(item, union, field_types)?;
            attached.push(Attached { union, item, wire_names });
        }
    }
    Ok(attached)
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

/// What the fields of each variant are called on the wire.
fn derive(item: &mut ItemEnum, union: &Union, field_types: &FieldTypes) -> Result<Vec<Vec<String>>> {
    retain_derives(&mut item.attrs, |name| name != "Deserialize");
    // Unknown members are refused by the draft, which does not quote them.
    item.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
    let tag = &union.tag;
    let draft = format_ident!("{}Draft", union.type_name);
    let builders = builders_name(&union.type_name);
    item.attrs.extend([
        list("derive", quote!(::openscaler_codegen::TaggedUnion)),
        list("serde", quote!(tag = #tag)),
        list("tagged_union", quote!(draft = #draft, builders = #builders)),
    ]);
    let variants = item.variants.iter_mut().zip(&union.variants);
    let wire_names = variants.map(|(variant, expected)| {
        let start = format_ident!("{}", start_name(&variant.ident.to_string()));
        // A field that is added later must not break those who match on it.
        variant.attrs.push(flag("non_exhaustive"));
        variant.attrs.push(list("tagged_union", quote!(start = #start)));
        match &mut variant.fields {
            Fields::Unit => Ok(Vec::new()),
            Fields::Named(fields) => {
                Ok(fields.named.iter_mut().map(|field| attach_keywords(field, expected, field_types)).collect())
            }
            Fields::Unnamed(_) => bail!("the variant `{}` has fields without names", variant.ident),
        }
    });
    wire_names.collect()
}

/// The function that starts a variant's builder; `try_from` makes a request of a draft, and would be hidden.
fn start_name(variant: &str) -> String {
    let name = snake_name(variant);
    if name == "try_from" { name + "_" } else { name }
}

/// Says of a field what its type does not show; what it is called on the wire.
fn attach_keywords(field: &mut Field, variant: &Variant, field_types: &FieldTypes) -> String {
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
        field.attrs.push(list("tagged_union", quote!(#(#keywords),*)));
    }
    wire_name
}

fn field_wire_name(field: &Field) -> String {
    field.ident.as_ref().map(|ident| wire_name(&field.attrs, ident)).unwrap_or_default()
}

/// serde's name for something, else Rust's.
pub(super) fn wire_name(attributes: &[Attribute], ident: &Ident) -> String {
    let renamed = attributes.iter().find_map(|attribute| serde_argument(attribute, "rename"));
    renamed.unwrap_or_else(|| ident.to_string())
}
