//! Opens enums of strings in responses: unlisted values are kept.

use anyhow::{Result, ensure};
use quote::{format_ident, quote};
use syn::{Fields, Ident, Item, ItemEnum, parse_quote};

use super::attributes::{flag, list, serde_argument};
use super::unions::wire_name;
use super::usage::Usage;

/// The variant for all values that are not listed.
pub(super) const UNKNOWN: &str = "Unknown";

/// Makes an open one of an enum of strings that no request can hold; the derive writes what typify had written.
pub(super) fn open_if_answered(item: &mut Item, usage: &Usage) -> Result<bool> {
    let Item::Enum(item) = item else { return Ok(false) };
    if !is_enum_of_strings(item) {
        return Ok(false);
    }
    let name = item.ident.to_string();
    if usage.requests.contains(&name) {
        // Lowering makes two types of such an enum; the closed one would lose answers.
        ensure!(!usage.answers.contains(&name), "the enum `{name}` is in a request and in an answer");
        return Ok(false);
    }
    open_enum(item);
    Ok(true)
}

/// Whether each variant is a plain name, and the enum no union told apart by a tag.
fn is_enum_of_strings(item: &ItemEnum) -> bool {
    let is_union = item.attrs.iter().any(|attribute| serde_argument(attribute, "tag").is_some());
    !is_union && item.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit))
}

fn open_enum(item: &mut ItemEnum) {
    const DERIVES: [&str; 7] = ["Clone", "Debug", "PartialEq", "Eq", "Hash", "PartialOrd", "Ord"];
    let derives = DERIVES.iter().map(|name| format_ident!("{name}"));
    item.attrs.retain(|attribute| attribute.path().is_ident("doc"));
    item.attrs.push(list("derive", quote!(#(#derives,)* ::openscaler_codegen::OpenEnum)));
    item.attrs.push(flag("non_exhaustive"));
    for variant in &mut item.variants {
        // typify writes it only where it is not the name.
        let value = wire_name(&variant.attrs, &variant.ident);
        variant.attrs.retain(|attribute| attribute.path().is_ident("doc"));
        variant.attrs.push(list("open_enum", quote!(value = #value)));
        variant.ident = free_name(&variant.ident);
    }
    let name = format_ident!("{UNKNOWN}");
    item.variants.push(parse_quote! {
        /// A value that the document does not list.
        #name(::std::string::String)
    });
}

/// The variant's name, or a name beside `Unknown`, which is taken; typify ends no name of its own like that.
pub(super) fn free_name(name: &Ident) -> Ident {
    if name == UNKNOWN { format_ident!("{name}_") } else { name.clone() }
}
