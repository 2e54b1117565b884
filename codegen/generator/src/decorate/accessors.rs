//! Adds typed accessors for formatted strings of responses.
//!
//! typify hands no format on, but it takes a type for a schema. So a string with a format that has an accessor comes
//! out as a type which stands for that format ([`placeholder`]) and which is nowhere declared; here each becomes a
//! `String` again, and a field of it gets its accessor.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, Ident, Item, Path, Type, parse_quote};

use super::field_types::option_argument;
use crate::lower::answers::ACCESSIBLE_FORMATS;

const PLACEHOLDERS: &str = "format_of_answer";

/// The type that stands for a text of `format` between typify and this module.
pub(crate) fn placeholder(format: &str) -> String {
    format!("crate::{PLACEHOLDERS}::{}", format.replace('-', "_"))
}

/// The `impl` with the accessors of a type; `None` if no field has one.
pub(super) fn for_answer_fields(item: &Item) -> Option<Item> {
    let Item::Struct(item) = item else { return None };
    let methods: Vec<TokenStream> = item.fields.iter().filter_map(accessor).collect();
    let name = &item.ident;
    (!methods.is_empty()).then(|| parse_quote!(impl #name { #(#methods)* }))
}

/// Writes `String` wherever a placeholder stands; whether there is one.
pub(super) fn replace_placeholders(item: &mut Item) -> bool {
    let mut placeholders = Placeholders::default();
    placeholders.visit_item_mut(item);
    placeholders.found
}

fn accessor(field: &Field) -> Option<TokenStream> {
    let name = field.ident.as_ref()?;
    let (text, is_optional) = match option_argument(&field.ty) {
        Some(inner) => (inner, true),
        None => (&field.ty, false),
    };
    match (format_of(text)?, is_optional) {
        ("date-time", true) => Some(optional_moment(name)),
        ("date-time", false) => Some(moment(name)),
        ("comma-separated", true) => Some(list_accessor(name, &quote!(self.#name.as_deref().unwrap_or_default()))),
        ("comma-separated", false) => Some(list_accessor(name, &quote!(&self.#name))),
        _ => None,
    }
}

fn moment(name: &Ident) -> TokenStream {
    let summary = format!(" Parses `{name}` as a date-time.");
    quote! {
        #[doc = #summary]
        ///
        /// # Errors
        ///
        /// If the text is not an RFC 3339 date-time; the field still holds the text.
        pub fn #name(&self) -> ::std::result::Result<::time::OffsetDateTime, ::openscaler_runtime::InvalidTimestamp> {
            ::openscaler_runtime::answer::moment(&self.#name)
        }
    }
}

fn optional_moment(name: &Ident) -> TokenStream {
    let summary = format!(" Parses `{name}` as a date-time; `None` if it is absent.");
    quote! {
        #[doc = #summary]
        ///
        /// # Errors
        ///
        /// If the text is not an RFC 3339 date-time; the field still holds the text.
        pub fn #name(
            &self,
        ) -> ::std::result::Result<
            ::std::option::Option<::time::OffsetDateTime>,
            ::openscaler_runtime::InvalidTimestamp,
        > {
            self.#name.as_deref().map(::openscaler_runtime::answer::moment).transpose()
        }
    }
}

fn list_accessor(name: &Ident, text: &TokenStream) -> TokenStream {
    let summary = format!(" The comma-separated items of `{name}`, without surrounding spaces.");
    quote! {
        #[doc = #summary]
        pub fn #name(&self) -> impl ::std::iter::Iterator<Item = &str> {
            ::openscaler_runtime::answer::comma_separated(#text)
        }
    }
}

/// The format that `ty` stands for, if it is a placeholder.
fn format_of(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Path(ty) => format_of_path(&ty.path),
        _ => None,
    }
}

fn format_of_path(path: &Path) -> Option<&'static str> {
    // Hardly any path is one, and every path is asked.
    let mut segments = path.segments.iter().skip(1);
    let (Some(module), Some(name), None) = (segments.next(), segments.next(), segments.next()) else { return None };
    if module.ident != PLACEHOLDERS {
        return None;
    }
    let format = name.ident.to_string().replace('_', "-");
    ACCESSIBLE_FORMATS.into_iter().find(|known| *known == format)
}

#[derive(Default)]
struct Placeholders {
    found: bool,
}

impl VisitMut for Placeholders {
    fn visit_path_mut(&mut self, path: &mut Path) {
        self.found |= replace_placeholder(path);
        visit_mut::visit_path_mut(self, path);
    }
}

/// Writes `String` if `path` is a placeholder.
pub(super) fn replace_placeholder(path: &mut Path) -> bool {
    let is_placeholder = format_of_path(path).is_some();
    if is_placeholder {
        *path = parse_quote!(::std::string::String);
    }
    is_placeholder
}
