//! Objects: structs, which can gain fields; requests have builders.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, docs};
use super::shapes::equality;
use super::{constructors, fields};
use crate::api::{Api, Object, Type};
use crate::print::braced;

pub(super) fn emit(api: &Api, ty: &Type, object: &Object) -> TokenStream {
    let name = format_ident!("{}", ty.name);
    let (docs, deprecated) = (docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let fields = braced([fields::emit(api, object, &quote!(pub))]);
    let (equality, constructor) = (equality(ty), constructors::of_object(api, ty, object));
    quote! {
        #docs
        #deprecated
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, #equality)]
        #[non_exhaustive]
        pub struct #name #fields
        #constructor
    }
}
