//! The code of a checked literal.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::model::Literal;
use crate::tokens::shown_at;

/// The constant that `literal` is; its constructor checks again, so nothing rests on the macro alone.
pub(crate) fn constant(path: &TokenStream, Literal { value, span }: &Literal) -> TokenStream {
    // Where the path was written is the wrapper, whose name the caller knows.
    let wrapper = path.clone().into_iter().next().map_or_else(Span::mixed_site, |token| token.span());
    let path = shown_at(*span, path.clone());
    // A call is of one type, whatever is expected there: so the compiler sees it when two arguments were swapped.
    quote_spanned! {span.resolved_at(wrapper)=>
        ::core::convert::identity::<#path>({
            // A long literal takes long to evaluate.
            #[allow(long_running_const_eval)]
            const VALUE: #path = #path::from_static(#value);
            VALUE
        })
    }
}
