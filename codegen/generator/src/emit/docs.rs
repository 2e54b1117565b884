//! Documentation attributes: one per line, escaped for rustdoc.

use proc_macro2::TokenStream;
use quote::quote;

use crate::markdown;

/// A description as attributes; empty if there is none.
pub(crate) fn docs(description: Option<&str>) -> TokenStream {
    let mut lines = Vec::new();
    markdown::for_each_line(description.unwrap_or_default(), |line| {
        lines.push(if line.is_empty() { String::new() } else { format!(" {line}") });
    });
    quote!(#(#[doc = #lines])*)
}

/// The attribute `#[deprecated]`, if `deprecated` is set.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}
