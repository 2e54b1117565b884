//! The types: named strings become types of ours, and unions learn what their fields are.

use std::collections::HashSet;

use anyhow::{Context, Result, ensure};
use quote::{format_ident, quote};
use syn::{Item, ItemMod, parse_quote};

use super::reach::declared_name;
use super::{macros, unions};
use crate::model::{Model, Scalar};
use crate::numbers::NumberRules;

/// Adds to the module of types what it lacks, and to the file the macros that make its values.
pub(super) fn attach(file: &mut syn::File, model: &Model) -> Result<()> {
    let module = file.items.iter_mut().find_map(types_module_mut).context("progenitor made no module of types")?;
    // A document need not describe everything.
    module.attrs.push(parse_quote!(#[allow(missing_docs)]));
    let (_, types) = module.content.as_mut().context("progenitor's module of types is empty")?;
    unions::attach(types, model)?;
    let macros = macros::of(types, model)?;
    let mut declared: HashSet<String> = types.iter().filter_map(declared_name).collect();
    for scalar in &model.scalars {
        let name = &scalar.type_name;
        ensure!(declared.insert(name.clone()), "progenitor made a type `{name}` of its own");
        types.push(scalar_type(scalar));
    }
    // A glob, so that a type of the document may have one of its names.
    types.insert(
        0,
        parse_quote!(
            #[allow(unused_imports)]
            pub use crate::violations::*;
        ),
    );
    file.items.extend(macros);
    Ok(())
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
