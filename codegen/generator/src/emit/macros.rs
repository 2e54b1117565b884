//! The macros of the client crate: checked literals, and requests written as JSON.
//!
//! They are `macro_rules` that pass their input and the document's constraints to a procedural macro. A derive cannot
//! write them, because a `#[macro_export]` macro in an expansion has no usable path. What is exported is hidden and begins
//! with `__`, so that no schema shadows a macro of the standard library; `macros` has the names that callers use.

use anyhow::Result;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{json_form, scalars};
use crate::api::{Api, Kind, Type};
use crate::names::snake_name;
use crate::print::Block;

/// The macro of a type: scalars have one, and each type of a request whose values are JSON.
pub(crate) fn macro_name(ty: &Type) -> Option<String> {
    let has_macro = match &ty.kind {
        Kind::Scalar(_) => true,
        Kind::Object(_) | Kind::Tagged(_) | Kind::Union(_) | Kind::Enum(_) => ty.usage.request,
        Kind::Form(_) | Kind::Alias(_) => false,
    };
    has_macro.then(|| snake_name(&ty.name))
}

/// The module of all macros.
pub(super) fn emit(api: &Api) -> Block<impl Iterator<Item = Result<TokenStream>>> {
    let macros = api.types.iter().filter_map(move |ty| {
        let name = macro_name(ty)?;
        Some(match &ty.kind {
            Kind::Scalar(scalar) => {
                let (type_name, rules) = (format_ident!("{}", ty.name), scalars::rules(scalar));
                let expansion = quote!(scalar_literal! { [$crate::types::#type_name] #name { #rules } $($input)* });
                export(&name, &about(ty, "a literal"), &[], &expansion, None)
            }
            _ => {
                let table = raw_string(&json_form::table(api, ty, &name));
                let values = ["", " Values are literals, or expressions of the field's type."];
                let expansion = quote!(request! { [$crate] #table $($input)* });
                let feature = quote!(#[cfg(feature = "requests")]);
                export(&name, &about(ty, "the API's own JSON"), &values, &expansion, Some(&feature))
            }
        })
    });
    let head = quote! {
        /// Literals and requests in JSON's form, checked at compile time.
        pub(crate) mod macros
    };
    Block { head, items: macros.map(Ok) }
}

fn about(ty: &Type, what: &str) -> String {
    format!(" Converts {what} to [`{name}`](crate::types::{name}), checked at compile time.", name = ty.name)
}

/// A macro that passes any `$input` to one of `__private`.
fn export(
    name: &str,
    about: &str,
    more: &[&str],
    expansion: &TokenStream,
    feature: Option<&TokenStream>,
) -> TokenStream {
    let (name, exported) = (format_ident!("{name}"), format_ident!("__{name}"));
    quote! {
        #feature
        #[doc(hidden)]
        #[macro_export]
        macro_rules! #exported {
            ($($input:tt)*) => { $crate::__private::#expansion };
        }
        #feature
        #[doc = #about]
        #(#[doc = #more])*
        #[doc(inline)]
        pub use #exported as #name;
    }
}

/// A raw string, which needs no escapes.
fn raw_string(text: &str) -> Literal {
    let hashes = (1..).map(|count| "#".repeat(count)).find(|hashes| !text.contains(&format!("\"{hashes}")));
    let hashes = hashes.unwrap_or_default();
    format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(text))
}
