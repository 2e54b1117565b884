//! Enums of strings that an answer can hold: they keep a value that the document does not know.

use std::collections::HashSet;

use anyhow::{Result, ensure};
use quote::quote;
use syn::{Attribute, Fields, Ident, Item, ItemEnum, LitStr, Type, Variant, parse_quote};

use super::reach::Reach;
use super::types::type_items_mut;
use super::unions::wire_name;

/// The variant for all values that are not listed.
pub(super) const UNKNOWN: &str = "Unknown";

/// Replaces each enum of strings that no request can hold by an open one; the derive writes what typify had written.
pub(super) fn open(file: &mut syn::File, reach: &Reach) -> Result<()> {
    let Some(types) = type_items_mut(file) else { return Ok(()) };
    let mut opened = HashSet::new();
    for item in types.iter_mut() {
        if let Item::Enum(item) = item
            && is_enum_of_strings(item)
        {
            let name = item.ident.to_string();
            if reach.requests.contains(&name) {
                // Lowering makes two types of such an enum; the closed one would lose answers.
                ensure!(!reach.answers.contains(&name), "the enum `{name}` is in a request and in an answer");
            } else {
                *item = opened_enum(item);
                opened.insert(item.ident.clone());
            }
        }
    }
    types.retain(|item| !implements_for_one(item, &opened));
    Ok(())
}

/// Whether each variant is a plain name, and the enum no union told apart by a tag.
fn is_enum_of_strings(item: &ItemEnum) -> bool {
    let is_union = item.attrs.iter().any(|attribute| serde_argument(attribute, "tag").is_some());
    !is_union && item.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit))
}

fn opened_enum(item: &ItemEnum) -> ItemEnum {
    let docs = item.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let name = &item.ident;
    let known = item.variants.iter().map(known_value);
    let unknown = Ident::new(UNKNOWN, proc_macro2::Span::call_site());
    parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::openscaler_codegen::OpenEnum)]
        #[non_exhaustive]
        pub enum #name {
            #(#known,)*
            /// A value that the document does not know.
            #unknown(::std::string::String),
        }
    }
}

/// A variant with its value on the wire, which typify writes only where it is not the name.
fn known_value(variant: &Variant) -> proc_macro2::TokenStream {
    let docs = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let value = wire_name(&variant.attrs, &variant.ident);
    let name = free_name(&variant.ident);
    quote!(#(#docs)* #[open_enum(value = #value)] #name)
}

/// The variant's name, or a name beside `Unknown`, which is taken; typify ends no name of its own like that.
pub(super) fn free_name(name: &Ident) -> Ident {
    if name == UNKNOWN { quote::format_ident!("{name}_") } else { name.clone() }
}

/// The text of `key = "…"` in a `#[serde(…)]`.
pub(crate) fn serde_argument(attribute: &Attribute, key: &str) -> Option<String> {
    let mut found = None;
    if attribute.path().is_ident("serde") {
        // Arguments without a value, such as `untagged`, are passed over.
        let _ = attribute.parse_nested_meta(|meta| {
            let value = meta.value().and_then(|value| value.parse::<LitStr>()).ok();
            if meta.path.is_ident(key) {
                found = value.map(|value| value.value());
            }
            Ok(())
        });
    }
    found
}

/// Whether `item` is an implementation for one of the types `names`.
pub(super) fn implements_for_one(item: &Item, names: &HashSet<Ident>) -> bool {
    let Item::Impl(item) = item else { return false };
    matches!(&*item.self_ty, Type::Path(path) if path.path.get_ident().is_some_and(|name| names.contains(name)))
}
