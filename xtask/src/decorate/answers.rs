//! The types that only answers hold: they may grow, and an object that is of no known kind is kept as it came.

use std::collections::HashSet;

use quote::format_ident;
use syn::{Attribute, Fields, Item, ItemEnum, Meta, Path, Token, Variant, parse_quote, punctuated::Punctuated};

use super::open_enums::{UNKNOWN, free_name, implements_for_one, serde_argument};
use super::reach::{Reach, declared_name};
use super::types::type_items_mut;
use super::unions::wire_name;

/// Marks structs as able to grow, and opens unions.
pub(super) fn let_grow(file: &mut syn::File, reach: &Reach) {
    let Some(types) = type_items_mut(file) else { return };
    let mut opened = HashSet::new();
    for item in types.iter_mut() {
        if declared_name(item).is_none_or(|name| reach.requests.contains(&name)) {
            continue;
        }
        match item {
            Item::Struct(item) if matches!(item.fields, Fields::Named(_)) => {
                item.attrs.push(parse_quote!(#[non_exhaustive]));
            }
            Item::Enum(item) if !is_open(item) => {
                open_union(item);
                opened.insert(item.ident.clone());
            }
            _ => {}
        }
    }
    // typify's conversions match on the variants it knows; nobody has to make an answer.
    types.retain(|item| !implements_for_one(item, &opened));
}

/// Whether [`super::open_enums`] has made it.
fn is_open(item: &ItemEnum) -> bool {
    item.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

/// Gives a union a variant for any value that none of its own fits.
///
/// A known tag with a field of a wrong type ends there, too: what can be read of the answer is not lost for it.
fn open_union(item: &mut ItemEnum) {
    let is_untagged = item.attrs.iter().any(|attribute| has_serde_flag(attribute, "untagged"));
    item.attrs.iter_mut().for_each(keep_derives_of_any_value);
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    for variant in &mut item.variants {
        grow_variant(variant, is_untagged);
    }
    let name = format_ident!("{UNKNOWN}");
    let untagged: Option<Attribute> = (!is_untagged).then(|| parse_quote!(#[serde(untagged)]));
    item.variants.push(parse_quote! {
        /// Any other value, as it came: of a kind that the document does not know, or not of the form of its kind.
        #untagged
        #name(::serde_json::Value)
    });
}

fn grow_variant(variant: &mut Variant, is_untagged: bool) {
    if matches!(variant.fields, Fields::Named(_)) {
        variant.attrs.push(parse_quote!(#[non_exhaustive]));
    }
    let name = free_name(&variant.ident);
    if name == variant.ident {
        return;
    }
    let is_renamed = variant.attrs.iter().any(|attribute| serde_argument(attribute, "rename").is_some());
    if !is_renamed && !is_untagged {
        let value = wire_name(&variant.attrs, &variant.ident);
        variant.attrs.push(parse_quote!(#[serde(rename = #value)]));
    }
    variant.ident = name;
}

/// Takes out what typify derives for variants without fields: a JSON value is neither `Copy` nor ordered.
fn keep_derives_of_any_value(attribute: &mut Attribute) {
    const KEPT: [&str; 4] = ["Deserialize", "Serialize", "Clone", "Debug"];
    if !attribute.path().is_ident("derive") {
        return;
    }
    if let Ok(derives) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) {
        let is_kept =
            |derive: &Path| derive.segments.last().is_some_and(|name| KEPT.iter().any(|kept| name.ident == kept));
        let kept = derives.into_iter().filter(is_kept);
        *attribute = parse_quote!(#[derive(#(#kept),*)]);
    }
}

fn has_serde_flag(attribute: &Attribute, flag: &str) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    let arguments = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    list.path.is_ident("serde")
        && arguments.is_ok_and(|arguments| arguments.iter().any(|meta| meta.path().is_ident(flag)))
}
