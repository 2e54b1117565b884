//! The builders of requests: a module for each type, with a builder for a struct or for each variant of a union.
//!
//! The module also has the constructors that the JSON form calls.

mod builder;
mod member;
mod target;

use std::collections::HashSet;
use std::iter;

use anyhow::Result;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::fields;
use super::shapes::field_type;
use crate::api::{Api, Type};
use crate::names::builders_name;
use crate::print::{Block, braced};
use builder::Builder;
pub(crate) use member::setter_names;
use target::{Target, targets};

/// The module of a request's builders.
pub(super) fn module_name(ty: &Type) -> Ident {
    format_ident!("{}", builders_name(&ty.name))
}

/// The constructor of what the function or type `start` begins; it takes every field in the model's order, `extra` last.
pub(super) fn constructor_name(start: &str) -> Ident {
    format_ident!("{}_with", start.trim_end_matches('_'))
}

/// Whether a request has a builder.
pub(super) fn has_any(api: &Api) -> bool {
    requests(api).next().is_some()
}

/// The module `builders`, with a module for each request.
pub(super) fn emit(api: &Api, attributes: Option<TokenStream>) -> Block<impl Iterator<Item = Result<TokenStream>>> {
    let head = quote! {
        /// The builders of requests.
        #[cfg(feature = "requests")]
        #[allow(clippy::all)]
        #[allow(missing_docs)]
        #attributes
        mod builders
    };
    Block { head, items: requests(api).map(|(ty, targets)| Ok(module(api, ty, &targets))) }
}

fn requests(api: &Api) -> impl Iterator<Item = (&Type, Vec<Target<'_>>)> {
    let requests = api.types.iter().filter(|ty| ty.usage.request);
    requests.map(|ty| (ty, targets(ty))).filter(|(_, targets)| !targets.is_empty())
}

fn module(api: &Api, ty: &Type, targets: &[Target<'_>]) -> TokenStream {
    let (name, module) = (format_ident!("{}", ty.name), module_name(ty));
    let about = format!(" Builds [`{name}`](crate::types::{name}).");
    let mut traits = HashSet::new();
    let builders: Vec<Builder<'_>> = targets.iter().map(|target| Builder::new(api, ty, target, &mut traits)).collect();
    let starts = braced(builders.iter().map(Builder::start));
    let starts = quote!(impl crate::types::#name #starts);
    let definitions = builders.iter().map(Builder::definition);
    let constructors = targets.iter().map(|target| constructor(api, &name, target));
    let content = braced(iter::once(starts).chain(definitions).chain(constructors));
    quote!(#[doc = #about] pub mod #module #content)
}

/// A function that works in a constant.
///
/// It is not a function of the type, because the compiler would then suggest it for a misspelled name.
fn constructor(api: &Api, ty: &Ident, target: &Target<'_>) -> TokenStream {
    let (object, path, name) = (target.object, &target.path, constructor_name(&target.stem));
    let fields = object.fields.iter().map(|field| (format_ident!("{}", field.name), field_type(api, field)));
    let extra = object.extra.iter().map(|extra| (format_ident!("{}", extra.name), fields::extra_type(api, extra)));
    let (names, types): (Vec<_>, Vec<_>) = fields.chain(extra).unzip();
    quote! {
        #[doc(hidden)]
        pub const fn #name(#(#names: #types),*) -> crate::types::#ty {
            #path { #(#names),* }
        }
    }
}
