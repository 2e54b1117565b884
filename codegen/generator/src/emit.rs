//! Writes Rust from the model alone, with one file for each kind of type.
//!
//! The file of a kind shows everything that its types offer; `shapes` has the types of values, and `fields` those of
//! properties.

mod accessors;
mod aliases;
mod builders;
mod client;
mod constructors;
mod credentials;
mod docs;
mod drafts;
mod enums;
mod fields;
mod forms;
mod json_form;
mod macros;
mod objects;
mod options;
mod responses;
mod scalars;
mod shapes;
mod tables;
mod tagged;
#[cfg(test)]
mod tests;
mod unions;

use std::iter;

use anyhow::Result;
use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Content, Kind, Object, Type};
pub(crate) use builders::setter_names;
pub(crate) use client::other_servers;
pub(crate) use constructors::is_variant_non_exhaustive;
pub(crate) use docs::docs;
pub(crate) use macros::macro_name;
pub(crate) use responses::value as answer_type;
pub(crate) use shapes::{borrowed_type, is_by_reference, rust_type};
pub(crate) use tables::reference as table;

use crate::print::Block;

/// Types that are deprecated are used by others: `#[allow(deprecated)]`, if there are any.
pub(crate) fn deprecated_uses(api: &Api) -> Option<TokenStream> {
    let is_deprecated = |ty: &Type| {
        let objects: Vec<&Object> = match &ty.kind {
            Kind::Object(object) => vec![object],
            Kind::Tagged(tagged) => {
                let contents = tagged.variants.iter().map(|variant| &variant.content);
                contents.filter_map(|content| if let Content::Object(it) = content { Some(it) } else { None }).collect()
            }
            _ => Vec::new(),
        };
        ty.deprecated || objects.iter().any(|object| object.fields.iter().any(|field| field.deprecated))
    };
    api.types.iter().any(is_deprecated).then(|| quote!(#[allow(deprecated)]))
}

/// The imports and constants of the generated file.
pub(crate) fn client(api: &Api) -> TokenStream {
    client::emit(api)
}

/// The module `macros`.
pub(crate) fn macros(api: &Api) -> Block<impl Iterator<Item = Result<TokenStream>>> {
    macros::emit(api)
}

/// The tables of the JSON that types accept.
pub(crate) fn tables(api: &Api) -> Option<String> {
    tables::emit(api)
}

/// The module `types`.
pub(crate) fn types(api: &Api) -> Block<impl Iterator<Item = Result<TokenStream>>> {
    let types = api.types.iter().map(|ty| match &ty.kind {
        Kind::Object(object) => objects::emit(api, ty, object),
        Kind::Tagged(tagged) => tagged::emit(api, ty, tagged),
        Kind::Union(union) => unions::emit(api, ty, union),
        Kind::Enum(values) => enums::emit(api, ty, values),
        Kind::Scalar(scalar) => scalars::emit(ty, scalar),
        Kind::Form(form) => forms::emit(api, ty, form),
        Kind::Alias(shape) => aliases::emit(api, ty, shape),
    });
    let deprecated = deprecated_uses(api);
    let builders = builders::has_any(api).then(|| {
        quote!(
            #[cfg(feature = "requests")]
            pub use super::builders::*;
        )
    });
    let head = quote! {
        /// The types of parameters, bodies and answers.
        #[allow(clippy::all)]
        #[allow(missing_docs)]
        #deprecated
        pub mod types
    };
    let macros = quote! {
        #[allow(unused_imports)]
        pub use super::macros::*;
    };
    let others = responses::emit(api).chain(options::emit(api)).chain(drafts::emit(api));
    Block { head, items: iter::once(macros).chain(types).chain(others).chain(builders).map(Ok) }
}

/// The module `builders`.
pub(crate) fn builders(api: &Api) -> Option<Block<impl Iterator<Item = Result<TokenStream>>>> {
    builders::has_any(api).then(|| builders::emit(api, deprecated_uses(api)))
}
