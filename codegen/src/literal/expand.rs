//! The code of a checked literal.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::model::Literal;
use crate::tokens::shown_at;

/// The constant for `literal`; its constructor checks it again, so that safety does not depend on the macro.
pub(super) fn constant(path: &TokenStream, Literal { value, span }: &Literal) -> TokenStream {
    // The span of the path is in the wrapper, whose name the caller knows.
    let wrapper = path.clone().into_iter().next().map_or_else(Span::mixed_site, |token| token.span());
    let path = shown_at(*span, path.clone());
    // The call has a fixed type, so that the compiler detects swapped arguments.
    quote_spanned! {span.resolved_at(wrapper)=>
        ::core::convert::identity::<#path>({
            // A long literal takes a long time to evaluate.
            #[allow(long_running_const_eval)]
            const VALUE: #path = #path::from_static(#value);
            VALUE
        })
    }
}
