//! The input of `#[derive(Scalar)]` with its spans, not yet checked.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Data, DeriveInput, Fields, Ident};

use crate::diagnostic::scalar as diagnostic;
use crate::rules::RulesInput;

pub(super) struct Input {
    pub(super) name: Ident,
    pub(super) rules: RulesInput,
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
    let mut rules = RulesInput::default();
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("scalar")) {
        attribute.parse_args_with(|input: ParseStream<'_>| rules.read(input))?;
    }
    Ok(Input { name: input.ident, rules })
}
