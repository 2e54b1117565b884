//! From the model to Rust: a function of the model alone, one file for each kind of type.
//!
//! What a type offers is understood from its file; [`shapes`] says how a value is written wherever one is used, [`fields`]
//! what a property becomes.

mod aliases;
mod client;
mod docs;
mod enums;
mod fields;
mod macros;
mod objects;
mod scalars;
mod shapes;
mod tables;
mod tagged;
#[cfg(test)]
mod tests;
mod unions;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Api, Kind};
pub(crate) use docs::docs;
pub(crate) use shapes::rust_type;

/// The imports and constants of the generated file.
pub(crate) fn client(api: &Api) -> TokenStream {
    client::emit(api)
}

/// The exported macros.
pub(crate) fn macros(api: &Api) -> TokenStream {
    macros::emit(api)
}

/// The module `types`, and the tables of its unions.
pub(crate) fn types(api: &Api) -> TokenStream {
    let types = api.types.iter().map(|ty| match &ty.kind {
        Kind::Object(object) => objects::emit(api, ty, object),
        Kind::Tagged(tagged) => tagged::emit(api, ty, tagged),
        Kind::Union(union) => unions::emit(api, ty, union),
        Kind::Enum(values) => enums::emit(api, ty, values),
        Kind::Scalar(scalar) => scalars::emit(ty, scalar),
        Kind::Alias(shape) => aliases::emit(api, ty, shape),
    });
    let tables = tables::emit(api);
    quote! {
        /// The types of parameters, bodies and answers.
        #[allow(clippy::all)]
        #[allow(missing_docs)]
        pub mod types {
            #(#types)*
        }
        #tables
    }
}
