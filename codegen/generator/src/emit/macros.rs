//! The macros of the client crate: checked literals, and requests written as JSON.
//!
//! They are `macro_rules` that hand their input, with what the document says, to a procedural macro. A derive cannot
//! write them: what `#[macro_export]` marks in an expansion cannot be named by its path.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::shapes::{json_kind, written_out};
use super::{scalars, tagged};
use crate::api::{Api, Content, Integer, Kind, Scalar, Shape, Tagged, Type, TypeId, Variant};
use crate::names::snake_name;

/// One for each scalar, and one for each tagged union of requests.
pub(super) fn emit(api: &Api) -> TokenStream {
    let literals = api.types.iter().filter_map(|ty| match &ty.kind {
        Kind::Scalar(scalar) => Some(literal(ty, scalar)),
        _ => None,
    });
    let requests = api.types.iter().filter_map(|ty| match &ty.kind {
        Kind::Tagged(tagged) if ty.usage.request && tagged::is_plain(tagged) => Some(request(api, ty, tagged)),
        _ => None,
    });
    quote!(#(#literals)* #(#requests)*)
}

fn literal(ty: &Type, scalar: &Scalar) -> TokenStream {
    let (name, macro_name, rules) = (format_ident!("{}", ty.name), &scalar.macro_name, scalars::rules(scalar));
    let about = format!(" Converts a literal to [`{name}`](crate::types::{name}), checked at compile time.");
    let expansion = quote! {
        $crate::__private::scalar_literal! { [$crate::types::#name] #macro_name { #rules } $($input)* }
    };
    macro_rules(&format_ident!("{macro_name}"), &[about], &expansion)
}

/// An exported macro that takes any `$input`.
fn macro_rules(name: &Ident, about: &[String], expansion: &TokenStream) -> TokenStream {
    quote! {
        #(#[doc = #about])*
        #[macro_export]
        macro_rules! #name {
            ($($input:tt)*) => { #expansion };
        }
    }
}

fn request(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let (name, macro_name, tag) = (format_ident!("{}", ty.name), snake_name(&ty.name), &tagged.tag);
    let builders = tagged::builders_name(ty);
    let scalars = scalars_of(api, tagged).into_iter().filter_map(|TypeId(index)| {
        let Kind::Scalar(scalar) = &api.types[index].kind else { return None };
        let (name, rules) = (format_ident!("{}", api.types[index].name), scalars::rules(scalar));
        Some(quote!(#name { #rules }))
    });
    let variants = tagged.variants.iter().map(|variant| self::variant(api, variant));
    let about = [
        format!(" Converts the API's own JSON to [`{name}`](crate::types::{name}), checked at compile time."),
        String::new(),
        " Values are literals, or expressions of the field's type.".to_owned(),
    ];
    let expansion = quote! {
        $crate::__private::request! {
            [$crate::types] #name #builders #macro_name tag #tag
            scalars { #(#scalars)* }
            variants { #(#variants)* }
            input { $($input)* }
        }
    };
    macro_rules(&format_ident!("{macro_name}"), &about, &expansion)
}

fn variant(api: &Api, variant: &Variant) -> TokenStream {
    let tag = variant.tags[0].as_str();
    let with = format_ident!("{}_with", variant.constructor.trim_end_matches('_'));
    let Content::Object(object) = &variant.content else { return TokenStream::new() };
    let fields = object.fields.iter().map(|field| {
        let (wire, kind) = (&field.wire, json_kind(api, &field.shape));
        let nullable = field.nullable.then(|| quote!(nullable));
        // A number's type does not follow from its being one.
        let number = match written_out(api, &field.shape) {
            Shape::Integer(Integer::U64) => Some(quote!(as u64)),
            Shape::Integer(Integer::I64) => Some(quote!(as i64)),
            Shape::Number => Some(quote!(as f64)),
            _ => None,
        };
        let presence = if field.required { quote!(required) } else { quote!(optional) };
        quote!(#presence #wire: #nullable #kind #number)
    });
    quote!(#tag #with { #(#fields),* })
}

/// The scalars that fields are, or lists of which they are.
fn scalars_of(api: &Api, tagged: &Tagged) -> BTreeSet<TypeId> {
    let objects = tagged.variants.iter().filter_map(|variant| match &variant.content {
        Content::Object(object) => Some(object),
        Content::Named(_) => None,
    });
    let mut found = BTreeSet::new();
    objects.flat_map(|object| &object.fields).for_each(|field| add_scalar(api, &field.shape, &mut found));
    found
}

fn add_scalar(api: &Api, shape: &Shape, found: &mut BTreeSet<TypeId>) {
    match written_out(api, shape) {
        Shape::List(value, _) | Shape::Nullable(value) => add_scalar(api, value, found),
        Shape::Named(id) if matches!(api.types[id.0].kind, Kind::Scalar(_)) => {
            found.insert(*id);
        }
        _ => {}
    }
}
