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

    /// Nothing but the mistakes, of which there is one.
    pub(crate) fn none<T>(self) -> Result<T, syn::Error> {
        Err(self.0.unwrap_or_else(|| syn::Error::new(Span::call_site(), "there is a mistake here")))
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

pub(crate) const NOT_AN_ENUM: &str = "`TaggedUnion` is derived for an enum";
pub(crate) const UNKNOWN_UNION_KEYWORD: &str = "write `draft` and `builders` here";
pub(crate) const UNKNOWN_VARIANT_KEYWORD: &str = "write `start` here";
pub(crate) const UNKNOWN_FIELD_KEYWORD: &str = "write `required`, `scalar` or `union` here";
pub(crate) const NO_TAG: &str = "there is no tag; add `#[serde(tag = \"…\")]`";
pub(crate) const NO_DRAFT: &str = "add `#[tagged_union(draft = …, builders = …)]`";
pub(crate) const NO_START: &str = "add `#[tagged_union(start = …)]`";
pub(crate) const UNNAMED_FIELDS: &str = "the fields of a variant need names";

pub(crate) fn field_required(variant: &str, field: &str) -> String {
    format!("`{variant}` requires `{field}`")
}

pub(crate) fn add_field(setter: &proc_macro2::Ident) -> String {
    format!("add `.{setter}(..)` before `.build()`")
}

pub(crate) fn field_twice(field: &str) -> String {
    format!("`{field}` is given twice")
}

pub(crate) fn leave_out(setter: &proc_macro2::Ident) -> String {
    format!("leave out this or the other `.{setter}(..)`")
}
