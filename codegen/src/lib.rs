//! Derives for generated types, and the macros behind checked literals and requests in JSON's form.
//!
//! Each macro is a pure function of its tokens: `parse` reads them, checks collect every mistake, and `expand` writes the
//! code of what is valid. All messages are in `diagnostic`.
//!
//! The expansions name their support code as `::openscaler_runtime::…`, on which every generated crate depends.

mod diagnostic;
mod items;
mod literal;
mod number;
mod open_enum;
mod pattern;
mod request;
mod rules;
mod scalar;
#[cfg(test)]
mod snapshots;
mod tokens;

use proc_macro::TokenStream;

/// Derives the checks and conversions of a newtype around a string or a number with rules.
///
/// `#[scalar(format = "…", min_length = …, max_length = …, pattern("…", "…", "…"), secret)]` repeats the keywords of the
/// component; all are optional. A pattern is followed by the table that the generator compiles from it. The type gets a
/// checked constructor for literals, `TryFrom`, `FromStr` and serde's traits; unless it is a secret, also `AsRef<str>` and
/// `Display`. A secret has `expose_secret` instead, and a `Debug` that shows nothing.
///
/// `#[scalar(integer, minimum = …, maximum = …, multiple_of = …)]` does the same for a newtype around an `i64`, and
/// `#[scalar(number, minimum = …, exclusive_minimum, …)]` around an `f64`.
#[proc_macro_derive(Scalar, attributes(scalar))]
pub fn derive_scalar(input: TokenStream) -> TokenStream {
    scalar::derive(input.into()).into()
}

/// The rules of a string or number in a static table.
///
/// `rules!(max_length = 3)` is a `Rules` of `openscaler_runtime::shape`; the keywords are those of [`Scalar`].
#[doc(hidden)]
#[proc_macro]
pub fn rules(input: TokenStream) -> TokenStream {
    scalar::rules(input.into()).into()
}

/// Checks a literal at compile time; called by the generated macros, one for each named string or number.
///
/// `scalar_literal! { [path::to::DomainName] "domain_name" { format = "domain-name", max_length = 253 } "www.example.com" }`
/// is the constant that `DomainName::from_static` creates from the literal. The rules are those of [`derive@Scalar`].
#[proc_macro]
pub fn scalar_literal(input: TokenStream) -> TokenStream {
    literal::literal(input.into()).into()
}

/// Checks a request in JSON's form at compile time; called by the generated macros, one for each type of a request.
///
/// `request! { [$crate] "table" input }` names the wrapper's crate, the table of its type (see `request/parse.rs`), and the
/// caller's tokens. The expansion calls a hidden constructor, which takes every field in the table's order, or is a variant.
/// A literal for another type becomes a call of that type's macro, also if there are mistakes elsewhere.
#[proc_macro]
pub fn request(input: TokenStream) -> TokenStream {
    request::request(input.into()).into()
}

/// Derives the conversions of an enum of strings that keeps unlisted values.
///
/// Each listed value has its own variant, `#[open_enum(value = "…")]`; one variant with a `String` holds all others. The
/// type gets `as_str`, `AsRef<str>`, `Display`, infallible conversions from text, and serde's traits. A listed value always
/// becomes its own variant, and every value is written back as it was read.
#[proc_macro_derive(OpenEnum, attributes(open_enum))]
pub fn derive_open_enum(input: TokenStream) -> TokenStream {
    open_enum::derive(input.into()).into()
}
