//! The generated types with their impls, and the newtypes of scalars.

use anyhow::{Context, Result, ensure};
use openscaler_openapi::numbers::NumberRules;
use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use super::blocks::is_braced;
use super::usage::declared_name;
use super::{accessors, macros};
use crate::model::{Model, Scalar};

/// A type, and what typify implements for it, which is read once it is known to stay.
pub(super) struct Declared {
    pub(super) item: Item,
    impls: Vec<Vec<TokenTree>>,
}

impl From<Item> for Declared {
    fn from(item: Item) -> Self {
        Self { item, impls: Vec::new() }
    }
}

/// The types in `stream`, and the modules that stand behind them.
pub(super) fn parse_types(stream: TokenStream) -> Result<Vec<Declared>> {
    let mut types: Vec<Declared> = Vec::new();
    let mut item = Vec::new();
    for tree in stream {
        let is_end = is_braced(&tree) || matches!(&tree, TokenTree::Punct(end) if end.as_char() == ';');
        item.push(tree);
        if !is_end {
            continue;
        }
        let item = std::mem::take(&mut item);
        match types.last_mut() {
            Some(declared) if matches!(&item[0], TokenTree::Ident(first) if first == "impl") => {
                declared.impls.push(item);
            }
            _ => types.push(parse_item(item)?.into()),
        }
    }
    ensure!(item.is_empty(), "the last of progenitor's types has no end");
    Ok(types)
}

fn parse_item(item: Vec<TokenTree>) -> Result<Item> {
    syn::parse2(item.into_iter().collect()).context("progenitor's output is no Rust")
}

impl Declared {
    /// Drops what typify implements for the type itself.
    pub(super) fn drop_impls(&mut self) {
        let Some(name) = declared_name(&self.item) else { return };
        self.impls.retain(
            |item| !matches!(item.as_slice(), [.., TokenTree::Ident(_), TokenTree::Ident(of), _] if *of == name),
        );
    }

    /// What stands in the file for it.
    pub(super) fn into_items(self, items: &mut Vec<Item>) -> Result<()> {
        let Self { mut item, impls } = self;
        let accessors = accessors::for_answer_fields(&item);
        let has_placeholder = accessors::replace_placeholders(&mut item);
        items.push(item);
        items.extend(accessors);
        for item in impls {
            let mut item = parse_item(item)?;
            if has_placeholder {
                accessors::replace_placeholders(&mut item);
            }
            items.push(item);
        }
        Ok(())
    }
}

/// What stands before all types: a glob, so that a type of the document may have one of its names.
pub(super) fn imports() -> Item {
    parse_quote!(
        #[allow(unused_imports)]
        pub use ::openscaler_runtime::violations::*;
    )
}

/// The types of the scalars.
pub(super) fn scalar_types(model: &Model) -> impl Iterator<Item = Item> {
    model.scalars.iter().map(scalar_type)
}

/// A newtype whose derive writes construction, checks and conversions.
fn scalar_type(scalar: &Scalar) -> Item {
    let name = format_ident!("{}", scalar.type_name);
    let kind = if scalar.number.is_some() { "number" } else { "string" };
    let description = scalar.description.clone().unwrap_or_else(|| format!("A {kind} with rules."));
    let rules = macros::rules(scalar);
    let (derives, inner) = match &scalar.number {
        // What can be compared can be guessed, and what can be printed will be.
        None if scalar.secret => (quote!(Clone), quote!(::openscaler_runtime::secret::SecretText)),
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
