//! The types: named strings become types of ours, and the module gets what it lacks.

use quote::{format_ident, quote};
use syn::{Item, ItemMod, parse_quote};

use super::macros;
use crate::model::{Model, Scalar};
use crate::numbers::NumberRules;

/// Adds to a part's module of types what the whole lacks: the imports to the first, and our own types to the last.
pub(super) fn complete(file: &mut syn::File, model: &Model, is_first: bool, is_last: bool) {
    let Some(module) = file.items.iter_mut().find_map(types_module_mut) else { return };
    if is_first {
        // A document need not describe everything.
        module.attrs.push(parse_quote!(#[allow(missing_docs)]));
    }
    let Some((_, types)) = module.content.as_mut() else { return };
    if is_last {
        types.extend(scalar_types(model));
    }
    if is_first {
        // A glob, so that a type of the document may have one of its names.
        types.insert(
            0,
            parse_quote!(
                #[allow(unused_imports)]
                pub use crate::violations::*;
            ),
        );
    }
}

/// The types of the scalars.
pub(super) fn scalar_types(model: &Model) -> impl Iterator<Item = Item> {
    model.scalars.iter().map(scalar_type)
}

/// What stands in the module of types.
pub(super) fn type_items(file: &syn::File) -> &[Item] {
    let module = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    module.map(|(_, items)| items.as_slice()).unwrap_or_default()
}

/// What stands in the module of types, to be changed.
pub(super) fn type_items_mut(file: &mut syn::File) -> Option<&mut Vec<Item>> {
    let module = file.items.iter_mut().find_map(types_module_mut)?;
    module.content.as_mut().map(|(_, items)| items)
}

fn types_module_mut(item: &mut Item) -> Option<&mut ItemMod> {
    match item {
        Item::Mod(module) if module.ident == "types" => Some(module),
        _ => None,
    }
}

/// A newtype whose derive writes construction, checks and conversions.
fn scalar_type(scalar: &Scalar) -> Item {
    let name = format_ident!("{}", scalar.type_name);
    let kind = if scalar.number.is_some() { "number" } else { "string" };
    let description = scalar.description.clone().unwrap_or_else(|| format!("A {kind} with rules of its own."));
    let rules = macros::rules(scalar);
    let (derives, inner) = match &scalar.number {
        // What can be compared can be guessed, and what can be printed will be.
        None if scalar.secret => (quote!(Clone), quote!(crate::secret::SecretText)),
        None => (quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord), quote!(::std::borrow::Cow<'static, str>)),
        Some(NumberRules::Integer { .. }) => {
            (quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord), quote!(i64))
        }
        Some(NumberRules::Number { .. }) => (quote!(Clone, Copy, Debug, PartialEq, PartialOrd), quote!(f64)),
    };
    parse_quote! {
        #[doc = #description]
        #[derive(#derives, ::openscaler_codegen::Scalar)]
        #[scalar(#rules)]
        pub struct #name(#inner);
    }
}
