//! Makes types that only responses contain extensible.

use quote::{format_ident, quote};
use syn::{Attribute, Fields, Item, ItemEnum, Variant, parse_quote};

use super::attributes::{flag, has_serde_flag, list, retain_derives, serde_argument};
use super::open_enums::{UNKNOWN, free_name};
use super::unions::wire_name;
use super::usage::{Usage, declared_name};

/// Marks a struct as able to grow, or opens a union; whether it did that.
pub(super) fn make_extensible(item: &mut Item, usage: &Usage) -> bool {
    if declared_name(item).is_none_or(|name| usage.requests.contains(&name)) {
        return false;
    }
    match item {
        Item::Struct(item) if matches!(item.fields, Fields::Named(_)) => item.attrs.push(flag("non_exhaustive")),
        Item::Enum(item) => {
            open_union(item);
            return true;
        }
        _ => {}
    }
    false
}

/// Gives a union a variant for any value that none of its own fits.
///
/// A known tag with a field of a wrong type ends there, too: what can be read of the answer is not lost for it.
fn open_union(item: &mut ItemEnum) {
    const KEPT: [&str; 4] = ["Deserialize", "Serialize", "Clone", "Debug"];
    let is_untagged = item.attrs.iter().any(|attribute| has_serde_flag(attribute, "untagged"));
    // What typify derives for variants without fields: a JSON value is neither `Copy` nor ordered.
    retain_derives(&mut item.attrs, |name| KEPT.iter().any(|kept| name == kept));
    item.attrs.push(flag("non_exhaustive"));
    for variant in &mut item.variants {
        make_variant_extensible(variant, is_untagged);
    }
    let name = format_ident!("{UNKNOWN}");
    let untagged: Option<Attribute> = (!is_untagged).then(|| parse_quote!(#[serde(untagged)]));
    item.variants.push(parse_quote! {
        /// Any other value, unchanged: one that matches no member in the document.
        #untagged
        #name(::serde_json::Value)
    });
}

fn make_variant_extensible(variant: &mut Variant, is_untagged: bool) {
    if matches!(variant.fields, Fields::Named(_)) {
        variant.attrs.push(flag("non_exhaustive"));
    }
    let name = free_name(&variant.ident);
    if name == variant.ident {
        return;
    }
    let is_renamed = variant.attrs.iter().any(|attribute| serde_argument(attribute, "rename").is_some());
    if !is_renamed && !is_untagged {
        let value = wire_name(&variant.attrs, &variant.ident);
        variant.attrs.push(list("serde", quote!(rename = #value)));
    }
    variant.ident = name;
}
