//! Derives for generated types, and the macros behind checked literals and requests in JSON's form.
//!
//! Each macro is a pure function of its tokens, in four steps: `parse` reads the tokens, `check` turns them into a valid
//! `model` and collects every mistake, `expand` writes the code. All messages are in `diagnostic`.
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
mod tagged_union;
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

/// Derives the builders and the draft of an internally tagged enum.
///
/// For each variant, a function starts a builder whose `.build()` exists once every required field is set. The draft,
/// `#[tagged_union(draft = …)]`, accepts any JSON object; `TryFrom` validates it and reports every violation at once.
/// `Deserialize` goes through the draft.
#[proc_macro_derive(TaggedUnion, attributes(tagged_union))]
pub fn derive_tagged_union(input: TokenStream) -> TokenStream {
    tagged_union::derive(input.into()).into()
}

/// Checks a literal at compile time; called by the generated macros, one for each named string or number.
///
/// `scalar_literal! { [path::to::DomainName] "domain_name" { format = "domain-name", max_length = 253 } "www.example.com" }`
/// is the constant that `DomainName::from_static` creates from the literal. The rules are those of [`derive@Scalar`].
#[proc_macro]
pub fn scalar_literal(input: TokenStream) -> TokenStream {
    literal::literal(input.into()).into()
}

/// Checks a request in JSON's form at compile time; called by the generated macros, one for each union.
///
/// The wrapper names the module of the types, the union, itself, the tag, the rules of its scalars and the fields of each
/// variant, and passes the caller's tokens as `input { … }`. The expansion calls the variant's hidden constructor, which
/// takes every field in the wrapper's order.
#[proc_macro]
pub fn request(input: TokenStream) -> TokenStream {
    request::request(input.into()).into()
}

/// Derives the conversions of an enum of strings that keeps values it does not know.
///
/// Each listed value has its own variant, `#[open_enum(value = "…")]`; one variant with a `String` holds all others. The
/// type gets `as_str`, `AsRef<str>`, `Display`, infallible conversions from text, and serde's traits. A listed value always
/// becomes its own variant, and every value is written back as it was read.
#[proc_macro_derive(OpenEnum, attributes(open_enum))]
pub fn derive_open_enum(input: TokenStream) -> TokenStream {
    open_enum::derive(input.into()).into()
}
