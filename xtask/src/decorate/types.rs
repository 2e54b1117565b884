//! The types: named strings become types of ours, and every union has to have come out tagged.

use anyhow::{Context, Result, ensure};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Item, ItemMod, parse_quote};

use super::open_enums::serde_argument;
use crate::model::{Model, Scalar, Union};

/// Adds the scalars to the module of types, and checks what progenitor made of the unions.
pub(super) fn attach(file: &mut syn::File, model: &Model) -> Result<()> {
    let module = file.items.iter_mut().find_map(types_module_mut).context("progenitor made no module of types")?;
    // A document need not describe everything.
    module.attrs.push(parse_quote!(#[allow(missing_docs)]));
    let (_, types) = module.content.as_mut().context("progenitor's module of types is empty")?;
    for union in &model.unions {
        ensure_tagged(types, union)
            .with_context(|| format!("the union `{}` did not come out tagged", union.type_name))?;
    }
    for scalar in &model.scalars {
        let name = &scalar.type_name;
        ensure!(!types.iter().any(|item| declares(item, name)), "progenitor made a type `{name}` of its own");
        types.push(scalar_type(scalar));
    }
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

fn declares(item: &Item, name: &str) -> bool {
    match item {
        Item::Struct(item) => item.ident == name,
        Item::Enum(item) => item.ident == name,
        Item::Type(item) => item.ident == name,
        _ => false,
    }
}

/// A newtype whose derive writes construction, checks and conversions.
fn scalar_type(scalar: &Scalar) -> Item {
    let name = format_ident!("{}", scalar.type_name);
    let description = scalar.description.as_deref().unwrap_or("A string with rules of its own.");
    let mut rules: Vec<TokenStream> = Vec::new();
    if let Some(format) = &scalar.format {
        rules.push(quote!(format = #format));
    }
    if let Some(length) = scalar.min_length.map(proc_macro2::Literal::u64_unsuffixed) {
        rules.push(quote!(min_length = #length));
    }
    if let Some(length) = scalar.max_length.map(proc_macro2::Literal::u64_unsuffixed) {
        rules.push(quote!(max_length = #length));
    }
    let (derives, text) = if scalar.secret {
        rules.push(quote!(secret));
        // What can be compared can be guessed, and what can be printed will be.
        (quote!(Clone), quote!(crate::secret::SecretText))
    } else {
        (quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord), quote!(::std::borrow::Cow<'static, str>))
    };
    parse_quote! {
        #[doc = #description]
        #[derive(#derives, ::openscaler_codegen::Scalar)]
        #[scalar(#(#rules),*)]
        pub struct #name(#text);
    }
}

/// typify falls back to an untagged enum in silence; that would accept one variant for another.
fn ensure_tagged(types: &[Item], union: &Union) -> Result<()> {
    let found = types.iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == union.type_name => Some(item),
        _ => None,
    });
    let found = found.context("progenitor made no enum of it")?;
    let tag = found.attrs.iter().find_map(|attribute| serde_argument(attribute, "tag"));
    let tag = tag.context("the enum has no `#[serde(tag)]`")?;
    ensure!(tag == union.tag, "its tag is `{tag}`, not `{}`", union.tag);
    let (made, expected) = (found.variants.len(), union.variants.len());
    ensure!(made == expected, "it has {made} variants, not {expected}");
    Ok(())
}
