//! Documentation comments: a line each, as rustdoc can show them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::markdown;

/// A description as attributes; nothing if there is none.
pub(crate) fn docs(description: Option<&str>) -> TokenStream {
    let mut lines = Vec::new();
    markdown::for_each_line(description.unwrap_or_default(), |line| {
        lines.push(if line.is_empty() { String::new() } else { format!(" {line}") });
    });
    quote!(#(#[doc = #lines])*)
}

/// `#[deprecated]`, if it is.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}
