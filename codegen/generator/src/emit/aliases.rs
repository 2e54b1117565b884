//! Type aliases: components that are a list, a map, or a value without constraints.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{deprecated, docs};
use super::shapes::rust_type;
use crate::api::{Api, Shape, Type};

pub(super) fn emit(api: &Api, ty: &Type, shape: &Shape) -> TokenStream {
    let (name, docs, target) = (format_ident!("{}", ty.name), docs(ty.description.as_deref()), rust_type(api, shape));
    let deprecated = deprecated(ty.deprecated);
    quote! {
        #docs
        #deprecated
        pub type #name = #target;
    }
}
