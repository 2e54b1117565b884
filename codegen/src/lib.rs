//! The derives on generated types, and the macros behind checked literals and requests in JSON's form.
//!
//! Each macro is a pure function of its tokens, in four steps: `parse` reads what stands there, `check` turns it into
//! a `model` that can no longer be wrong and collects every mistake on the way, `expand` writes the code. What a
//! person reads when something is wrong is in `diagnostic`.
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

/// Makes a newtype round a string or a number one that only holds what the document allows.
///
/// `#[scalar(format = "…", min_length = …, max_length = …, pattern("…", "…", "…"), secret)]`, all of them optional, are the
/// component's own keywords; beside a pattern stands the table that the generator has made of it. The type gets a checked constructor for literals, `TryFrom`, `FromStr` and serde's traits, and unless it
/// is a secret also `AsRef<str>` and `Display`. A secret has `expose_secret` in their place and a `Debug` that shows
/// nothing.
///
/// `#[scalar(integer, minimum = …, maximum = …, multiple_of = …)]` is the same for a newtype round an `i64`, and
/// `#[scalar(number, minimum = …, exclusive_minimum, …)]` round an `f64`.
#[proc_macro_derive(Scalar, attributes(scalar))]
pub fn derive_scalar(input: TokenStream) -> TokenStream {
    scalar::derive(input.into()).into()
}

/// Makes an internally tagged enum one that is built field by field, and checked when it comes as data.
///
/// For each variant there is a function that starts a builder whose `.build()` exists once every required field was
/// given. The draft, `#[tagged_union(draft = …)]`, takes any JSON object and is judged by `TryFrom`, which finds every
/// violation at once; `Deserialize` goes through it.
#[proc_macro_derive(TaggedUnion, attributes(tagged_union))]
pub fn derive_tagged_union(input: TokenStream) -> TokenStream {
    tagged_union::derive(input.into()).into()
}

/// Checks a literal while compiling; called by the macros that the generator writes, one for each named string.
///
/// `scalar_literal! { [path::to::DomainName] "domain_name" { format = "domain-name", max_length = 253 } "www.example.com" }`
/// is the constant that `DomainName::from_static` makes of the literal. The rules are those of [`derive@Scalar`].
#[proc_macro]
pub fn scalar_literal(input: TokenStream) -> TokenStream {
    literal::literal(input.into()).into()
}

/// Checks a request in JSON's form while compiling; called by the macros that the generator writes, one for each union.
///
/// The wrapper names the module of the types, the union, itself, the tag, the rules of its strings and the fields of
/// each variant, and gives the caller's tokens as `input { … }`. The expansion calls the hidden constructor of the
/// variant, which takes every field in the wrapper's order.
#[proc_macro]
pub fn request(input: TokenStream) -> TokenStream {
    request::request(input.into()).into()
}

/// Makes an enum of strings one that keeps the values it does not know.
///
/// Each value has a variant of its own, `#[open_enum(value = "…")]`; one variant round a `String` holds all others.
/// The type gets `as_str`, `AsRef<str>`, `Display`, conversions from texts, which cannot fail, and serde's traits. A
/// listed value always becomes its own variant, and what is read is written back as it came.
#[proc_macro_derive(OpenEnum, attributes(open_enum))]
pub fn derive_open_enum(input: TokenStream) -> TokenStream {
    open_enum::derive(input.into()).into()
}
