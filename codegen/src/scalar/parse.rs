//! What stands in a `#[derive(Scalar)]`, with its spans, not yet judged.

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput, Fields, Ident, LitInt, LitStr};

use crate::diagnostic;

pub(super) struct Input {
    pub(super) name: Ident,
    pub(super) format: Option<LitStr>,
    pub(super) min_length: Option<LitInt>,
    pub(super) max_length: Option<LitInt>,
    pub(super) secret: bool,
}

pub(super) fn parse(input: TokenStream) -> syn::Result<Input> {
    let input: DeriveInput = syn::parse2(input)?;
    let is_newtype = match &input.data {
        Data::Struct(data) => matches!(&data.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1),
        _ => false,
    };
    if !is_newtype {
        return Err(syn::Error::new(input.ident.span(), diagnostic::NOT_A_NEWTYPE));
    }
    let mut parsed = Input { name: input.ident, format: None, min_length: None, max_length: None, secret: false };
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("scalar")) {
        attribute.parse_nested_meta(|meta| {
            let keyword = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
            match keyword.as_str() {
                "format" => parsed.format = Some(meta.value()?.parse()?),
                "min_length" => parsed.min_length = Some(meta.value()?.parse()?),
                "max_length" => parsed.max_length = Some(meta.value()?.parse()?),
                "secret" => parsed.secret = true,
                _ => return Err(meta.error(diagnostic::unknown_scalar_keyword(&keyword))),
            }
            Ok(())
        })?;
    }
    Ok(parsed)
}
