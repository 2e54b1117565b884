//! The rules of a list, as written in attributes and the macros for requests.

use syn::parse::ParseStream;
use syn::{Ident, LitInt, Token};

use crate::diagnostic::request as diagnostic;

/// The number of items of a list, and whether they are unique.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) struct ItemRules {
    pub(crate) least: Option<usize>,
    pub(crate) most: Option<usize>,
    pub(crate) unique: bool,
}

impl ItemRules {
    /// Reads `, min_items = 1, max_items = 3, unique_items`, all of them optional.
    pub(crate) fn read(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut rules = Self::default();
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let keyword: Ident = input.parse()?;
            let limit = || {
                input.parse::<Token![=]>()?;
                input.parse::<LitInt>()?.base10_parse().map(Some)
            };
            match keyword.to_string().as_str() {
                "min_items" => rules.least = limit()?,
                "max_items" => rules.most = limit()?,
                "unique_items" => rules.unique = true,
                _ => return Err(syn::Error::new(keyword.span(), diagnostic::UNKNOWN_LIST_KEYWORD)),
            }
        }
        Ok(rules)
    }
}
