//! Components that are a list, a map, or a value without rules: another name for its type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::docs;
use super::shapes::rust_type;
use crate::api::{Api, Shape, Type};

pub(super) fn emit(api: &Api, ty: &Type, shape: &Shape) -> TokenStream {
    let (name, docs, target) = (format_ident!("{}", ty.name), docs(ty.description.as_deref()), rust_type(api, shape));
    quote! {
        #docs
        pub type #name = #target;
    }
}
