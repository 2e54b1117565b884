//! A pattern's table: read from the text that the generator writes, and written as a constant.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use openscaler_formats::{Pattern, TableParts};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Reads a pattern; `None` if `classes` and `states` are not a table.
///
/// A violation refers to its pattern for `'static`, so the table is leaked: once for each pattern, because an editor expands
/// the same macro many times.
pub(crate) fn read_pattern(source: String, classes: String, states: String) -> Option<Pattern> {
    static READ: Mutex<BTreeMap<[String; 3], Pattern>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let key = [source, classes, states];
    if let Some(pattern) = read.get(&key) {
        return Some(*pattern);
    }
    let [source, classes, states] = &key;
    let table = TableParts::decode(classes, states)?.leak();
    let pattern = Pattern::new(source.clone().leak(), table);
    read.insert(key, pattern);
    Some(pattern)
}

/// The pattern as an expression that can be part of a constant.
pub(crate) fn constant(pattern: &Pattern) -> TokenStream {
    let source = pattern.source();
    let TableParts { ascii, beyond_ascii, width, next } = TableParts::of(pattern.table());
    let ascii = Literal::byte_string(&ascii);
    let beyond_ascii = beyond_ascii.iter().map(|(first, last, class)| {
        let class = Literal::u8_unsuffixed(*class);
        quote!((#first, #last, #class))
    });
    let width = Literal::usize_unsuffixed(width);
    let next = next.into_iter().map(Literal::u16_unsuffixed);
    quote!({
        const TABLE: ::openscaler_runtime::scalar::Table =
            ::openscaler_runtime::scalar::Table::new(#ascii, &[#(#beyond_ascii),*], #width, &[#(#next),*]);
        ::openscaler_runtime::scalar::Pattern::new(#source, &TABLE)
    })
}
