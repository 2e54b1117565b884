//! Drafts of requests: one for each body that is an object or a union, and for what a body is a list or a map of.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::api::{Api, RustForm};
use crate::names::draft_name;

/// The drafts, in the module of the types.
pub(super) fn emit(api: &Api) -> impl Iterator<Item = TokenStream> {
    api.types.iter().filter(|ty| ty.usage.drafted).map(|ty| {
        let (draft, name) = (format_ident!("{}", draft_name(&ty.name)), format_ident!("{}", ty.name));
        let table = (RustForm::of(ty) != RustForm::Request).then(|| quote!(by crate::generated::tables::#name));
        quote! {
            #[cfg(feature = "requests")]
            ::openscaler_runtime::draft! { pub #draft = #name #table }
        }
    })
}
