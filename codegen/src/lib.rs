//! The derives on generated types.
//!
//! Each macro is a pure function of its tokens, in four steps: `parse` reads what stands there, `check` turns it into
//! a `model` that can no longer be wrong and collects every mistake on the way, `expand` writes the code. What a
//! person reads when something is wrong is in `diagnostic`.
//!
//! The expansions name their support code as `crate::…`: the generated crate has it. They are not for use elsewhere.

mod diagnostic;
mod open_enum;
mod scalar;

use proc_macro::TokenStream;

/// Makes a newtype round a string one that only holds what the document allows.
///
/// `#[scalar(format = "…", min_length = …, max_length = …, secret)]`, all of them optional, are the component's own
/// keywords. The type gets a checked constructor for literals, `TryFrom`, `FromStr` and serde's traits, and unless it
/// is a secret also `AsRef<str>` and `Display`. A secret has `expose_secret` in their place and a `Debug` that shows
/// nothing.
#[proc_macro_derive(Scalar, attributes(scalar))]
pub fn derive_scalar(input: TokenStream) -> TokenStream {
    scalar::derive(input.into()).into()
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
