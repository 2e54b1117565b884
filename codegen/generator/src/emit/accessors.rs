//! The methods that return a field which every variant of a tagged union has.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::shapes::{borrowed_type, is_by_reference};
use crate::api::{Accessor, Api, Content, Field, Shape, Tagged, Type};

pub(super) fn emit(api: &Api, ty: &Type, tagged: &Tagged) -> Option<TokenStream> {
    let name = format_ident!("{}", ty.name);
    let accessors = tagged.accessors.iter().map(|accessor| method(api, tagged, accessor));
    (!tagged.accessors.is_empty()).then(|| quote!(impl #name { #(#accessors)* }))
}

fn method(api: &Api, tagged: &Tagged, accessor: &Accessor) -> TokenStream {
    let Accessor { name, field, shape, is_optional } = accessor;
    let (name, field_name) = (format_ident!("{name}"), format_ident!("{field}"));
    let value = borrowed_type(api, shape, None);
    let arms = tagged.variants.iter().filter_map(|variant| {
        let Content::Object(object) = &variant.content else { return None };
        let field = object.fields.iter().find(|other| other.name == *field)?;
        let (variant, value) = (format_ident!("{}", variant.name), read(field, *is_optional));
        Some(quote!(Self::#variant { #field_name, .. } => #value,))
    });
    let arms: Vec<TokenStream> = arms.collect();
    let summary = match is_optional {
        true => format!(" The field `{field}`, which every variant has, if it is set."),
        false => format!(" The field `{field}`, which every variant has."),
    };
    let output = if *is_optional { quote!(::std::option::Option<#value>) } else { value };
    quote! {
        #[doc = #summary]
        pub fn #name(&self) -> #output {
            match self { #(#arms)* }
        }
    }
}

/// A field of one variant, as the accessor returns it.
fn read(field: &Field, is_optional: bool) -> TokenStream {
    let name = format_ident!("{}", field.name);
    let is_always_set = field.required && !field.nullable;
    match (is_by_reference(&field.shape), is_always_set) {
        (false, true) if is_optional => quote!(::std::option::Option::Some(*#name)),
        (false, _) => quote!(*#name),
        (true, true) if is_optional => quote!(::std::option::Option::Some(#name)),
        (true, true) => quote!(#name),
        // A `Box` or a `String`, of which the caller gets what it holds.
        (true, false) if field.boxed || matches!(field.shape, Shape::Text(_)) => quote!(#name.as_deref()),
        (true, false) => quote!(#name.as_ref()),
    }
}
