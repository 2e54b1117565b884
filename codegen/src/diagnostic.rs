//! Every message of the macros, and the collecting of them.

use proc_macro2::{Span, TokenStream};

/// The mistakes found so far; all of them are shown in one compile.
#[derive(Default)]
pub(crate) struct Mistakes(Option<syn::Error>);

impl Mistakes {
    /// Adds one mistake, shown at `span`.
    pub(crate) fn add(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Adds what a parser has found.
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(mistakes) => mistakes.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// `model` if there was no mistake.
    pub(crate) fn none_or<T>(self, model: T) -> Result<T, syn::Error> {
        self.0.map_or(Ok(model), Err)
    }
}

/// The errors as the compiler shows them, beside the fallback that keeps other errors from following.
pub(crate) fn report(error: &syn::Error, fallback: TokenStream) -> TokenStream {
    let mut tokens = error.to_compile_error();
    tokens.extend(fallback);
    tokens
}

pub(crate) const NOT_A_NEWTYPE: &str = "`Scalar` is derived for a struct with one unnamed field, round a text";

pub(crate) fn unknown_scalar_keyword(keyword: &str) -> String {
    format!("there is no `{keyword}` here; write `format`, `min_length`, `max_length` or `secret`")
}

pub(crate) fn unknown_format(name: &str) -> String {
    let known: Vec<_> = openscaler_formats::Format::ALL.iter().map(|format| format!("`{}`", format.name())).collect();
    format!("there is no validator for the format `{name}`; there are {}", known.join(", "))
}

pub(crate) fn contradicting_lengths(shortest: usize, longest: usize) -> String {
    format!("no text is at least {shortest} and at most {longest} characters long")
}

pub(crate) const NOT_AN_ENUM: &str = "`OpenEnum` is derived for an enum";

pub(crate) const NO_UNKNOWN: &str =
    "no variant holds the values that are not listed; add one round a `String`, such as `Unknown(String)`";

pub(crate) const SECOND_UNKNOWN: &str = "another variant already holds the values that are not listed; remove one";

pub(crate) const VALUE_OF_UNKNOWN: &str = "a variant round a `String` holds any value that is not listed; remove this one";

pub(crate) const VARIANT_WITHOUT_VALUE: &str = "this variant stands for no value; add `#[open_enum(value = \"…\")]`";

pub(crate) const NOT_A_VALUE: &str = "a variant stands for one value, or holds a `String` for all that are not listed";

pub(crate) fn doubled_value(value: &str) -> String {
    format!("another variant already stands for `{value}`; a value has one variant")
}

pub(crate) fn unknown_open_enum_keyword(keyword: &str) -> String {
    format!("there is no `{keyword}` here; write `value`")
}
