//! The input of `#[derive(OpenEnum)]` with its spans, not yet checked.

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput, Fields, Ident, LitStr};

use crate::diagnostic::open_enum as diagnostic;

pub(super) struct Input {
    pub(super) name: Ident,
    pub(super) variants: Vec<Variant>,
}

pub(super) struct Variant {
    pub(super) name: Ident,
    pub(super) shape: Shape,
    /// Of `#[open_enum(value = "…")]`.
    pub(super) value: Option<LitStr>,
}

pub(super) enum Shape {
    Unit,
    /// With one unnamed field.
    Newtype,
    Other,
}

pub(super) fn parse(input: TokenStream) -> syn::Result<Input> {
    let input: DeriveInput = syn::parse2(input)?;
    let Data::Enum(data) = input.data else {
        return Err(syn::Error::new(input.ident.span(), diagnostic::NOT_AN_ENUM));
    };
    let variants = data.variants.into_iter().map(variant).collect::<syn::Result<_>>()?;
    Ok(Input { name: input.ident, variants })
}

fn variant(variant: syn::Variant) -> syn::Result<Variant> {
    let shape = match &variant.fields {
        Fields::Unit => Shape::Unit,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Shape::Newtype,
        _ => Shape::Other,
    };
    let mut value = None;
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("open_enum")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("value") {
                let keyword = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
                return Err(meta.error(diagnostic::unknown_keyword(&keyword)));
            }
            value = Some(meta.value()?.parse()?);
            Ok(())
        })?;
    }
    Ok(Variant { name: variant.ident, shape, value })
}
