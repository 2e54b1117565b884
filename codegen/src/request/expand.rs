//! The code of a checked request.

use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, LitInt, LitStr};

use super::table::{Case, Content, Field, Fields, Input, Table};
use super::value::Value;
use crate::tokens::shown_at;

/// A value with its type, where rustc shows that it has another one.
pub(super) struct Binding {
    pub(super) rust_type: TokenStream,
    pub(super) key_span: Span,
    pub(super) value_span: Span,
    pub(super) value: TokenStream,
}

/// A call of the case's constructor with every field, and with the other properties if it takes them; `None` is null.
///
/// Each value has its own `let` with its type, in the caller's order, so that rustc's message about a value of another type
/// shows the value and its key, but no constructor.
pub(super) fn constructor(
    input: &Input,
    case: &Case,
    fields: &Fields,
    given: &[(&Field, Option<Binding>)],
    extra: &[(&str, Binding)],
) -> TokenStream {
    let constructor = input.table.in_types(&case.path);
    let given: Vec<_> = given.iter().enumerate().map(|(index, (field, binding))| (index, *field, binding)).collect();
    let extra: Vec<_> = extra.iter().zip(given.len()..).map(|((key, binding), index)| (*key, index, binding)).collect();
    let bindings = given.iter().filter_map(|(index, _, binding)| Some((*index, binding.as_ref()?)));
    let values = bindings.chain(extra.iter().map(|(_, index, binding)| (*index, *binding)));
    let values = values.map(|(index, binding)| binding.declare(&binding.variable(index)));
    let arguments = fields.fields.iter().map(|field| {
        let given = given.iter().find(|(_, other, _)| std::ptr::eq(*other, field));
        let variable = given.map(|(index, _, binding)| binding.as_ref().map(|binding| binding.variable(*index)));
        argument(&input.table, field, variable)
    });
    let entries: Vec<_> = extra
        .iter()
        .map(|(key, index, binding)| {
            let variable = binding.variable(*index);
            (*key, quote!(#variable))
        })
        .collect();
    let extra = fields.extra.iter().map(|_| map(&entries));
    let arguments = arguments.chain(extra);
    // The span is in the wrapper, whose name the caller knows.
    quote_spanned! {input.call=>
        {
            #(#values)*
            #constructor(#(#arguments),*)
        }
    }
}

/// A variant that holds `value`.
pub(super) fn variant(input: &Input, case: &Case, value: &TokenStream) -> TokenStream {
    let variant = input.table.in_types(&case.path);
    let Content::Value { boxed, .. } = case.content else { return variant };
    let value = if boxed { quote!(::std::boxed::Box::new(#value)) } else { value.clone() };
    quote_spanned!(input.call=> #variant(#value))
}

impl Binding {
    /// The variable that holds the value; hygiene hides it from the caller's expressions.
    fn variable(&self, index: usize) -> Ident {
        format_ident!("value_{index}", span = self.value_span.resolved_at(Span::mixed_site()))
    }

    fn declare(&self, variable: &Ident) -> TokenStream {
        let (rust_type, value) = (shown_at(self.key_span, self.rust_type.clone()), &self.value);
        quote!(let #variable: #rust_type = #value;)
    }
}

/// The argument for a field; `Some(None)` is null.
fn argument(table: &Table, field: &Field, given: Option<Option<Ident>>) -> TokenStream {
    let root = &table.root;
    let is_tri_state = field.nullable && !field.required;
    match given {
        Some(Some(variable)) => {
            let value = if field.boxed { quote!(::std::boxed::Box::new(#variable)) } else { quote!(#variable) };
            match (field.required, field.nullable) {
                (true, false) => value,
                (false, true) => quote!(#root::Field::Value(#value)),
                _ => some(&value),
            }
        }
        Some(None) if is_tri_state => quote!(#root::Field::Null),
        None if is_tri_state => quote!(#root::Field::Absent),
        _ => none(),
    }
}

pub(super) fn string(literal: &LitStr) -> TokenStream {
    // By its path: the caller may have no prelude.
    quote_spanned! {literal.span().resolved_at(Span::mixed_site())=> ::std::borrow::ToOwned::to_owned(#literal) }
}

/// An integer as the `42.0` that Rust expects.
pub(super) fn float(literal: &LitInt, negative: bool) -> TokenStream {
    signed(literal, format!("{}.0", literal.base10_digits()), negative)
}

/// An integer of any size.
pub(super) fn number(literal: &LitInt, negative: bool) -> TokenStream {
    let suffix = if negative { "i64" } else { "u64" };
    let number = signed(literal, format!("{}{suffix}", literal.base10_digits()), negative);
    quote!(::core::convert::From::from(#number))
}

/// The literal `written`, shown in the place of `literal`.
fn signed(literal: &LitInt, written: String, negative: bool) -> TokenStream {
    // The digits of a number are a number.
    let mut number: Literal = written.parse().unwrap_or_else(|_| literal.token());
    number.set_span(literal.span());
    if negative { quote_spanned!(literal.span()=> -#number) } else { TokenTree::from(number).into() }
}

/// Any JSON.
pub(super) fn json(table: &Table, value: &Value) -> TokenStream {
    let (path, tokens) = (table.private("json"), &value.tokens);
    quote_spanned!(value.span()=> #path!(#tokens))
}

pub(super) fn list(items: &[TokenStream]) -> TokenStream {
    // `vec!` is not allowed in a constant, even without items.
    if items.is_empty() { quote!(::std::vec::Vec::new()) } else { quote!(::std::vec![#(#items),*]) }
}

pub(super) fn map(entries: &[(&str, TokenStream)]) -> TokenStream {
    if entries.is_empty() {
        return quote!(::std::collections::BTreeMap::new());
    }
    let entries = entries.iter().map(|(key, value)| quote!((::std::borrow::ToOwned::to_owned(#key), #value)));
    quote!(::std::collections::BTreeMap::from([#(#entries),*]))
}

pub(super) fn some(value: &TokenStream) -> TokenStream {
    quote!(::core::option::Option::Some(#value))
}

pub(super) fn none() -> TokenStream {
    quote!(::core::option::Option::None)
}
