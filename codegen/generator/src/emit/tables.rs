//! What JSON a type knows, as static tables: unions ask them which member a value fits.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::enums;
use crate::api::{Api, Content, Integer, Kind, Object, Scalar, ScalarRules, Shape, Text, Type, TypeId};
use openscaler_openapi::numbers::NumberRules;

/// The module `tables`: a table for each type that a member of a union reaches; nothing without unions.
pub(super) fn emit(api: &Api) -> TokenStream {
    let mut reached = BTreeSet::new();
    for ty in &api.types {
        if let Kind::Union(union) = &ty.kind {
            union.members.iter().for_each(|member| reach(api, &member.shape, &mut reached));
        }
    }
    if reached.is_empty() {
        // A member that reaches no type has its table where it is asked.
        return TokenStream::new();
    }
    let tables = reached.iter().map(|index| {
        let ty = &api.types[*index];
        let (name, table) = (format_ident!("{}", ty.name), of_type(api, ty));
        quote!(pub(super) static #name: Shape = #table;)
    });
    quote! {
        /// What JSON each type knows.
        #[allow(non_upper_case_globals)]
        mod tables {
            use ::openscaler_runtime::shape::Shape;
            #(#tables)*
        }
    }
}

fn reach(api: &Api, shape: &Shape, reached: &mut BTreeSet<usize>) {
    match shape {
        Shape::List(value, _) | Shape::Map(value) | Shape::Nullable(value) => reach(api, value, reached),
        Shape::Named(id) if reached.insert(id.0) => match &api.types[id.0].kind {
            Kind::Object(object) => reach_object(api, object, reached),
            Kind::Tagged(tagged) => tagged.variants.iter().for_each(|variant| match &variant.content {
                Content::Object(object) => reach_object(api, object, reached),
                Content::Named(id) => reach(api, &Shape::Named(*id), reached),
            }),
            Kind::Union(union) => union.members.iter().for_each(|member| reach(api, &member.shape, reached)),
            Kind::Alias(shape) => reach(api, shape, reached),
            Kind::Enum(_) | Kind::Scalar(_) => {}
        },
        _ => {}
    }
}

fn reach_object(api: &Api, object: &Object, reached: &mut BTreeSet<usize>) {
    object.fields.iter().for_each(|field| reach(api, &field.shape, reached));
    object.extra.iter().for_each(|extra| reach(api, &extra.shape, reached));
}

/// A reference to the table of a shape; `tables` is the path of the module, as seen from there.
pub(super) fn of_shape(api: &Api, shape: &Shape, tables: &TokenStream) -> TokenStream {
    let nested = |name: &str, value: &Shape| {
        let (name, value) = (format_ident!("{name}"), of_shape(api, value, tables));
        quote!(&::openscaler_runtime::shape::Shape::#name(#value))
    };
    let plain = |name: &str| {
        let name = format_ident!("{name}");
        quote!(&::openscaler_runtime::shape::Shape::#name)
    };
    match shape {
        Shape::Any => plain("Any"),
        Shape::Boolean => plain("Boolean"),
        Shape::Integer(Integer::I64) => plain("Integer"),
        Shape::Integer(Integer::U64) => plain("Unsigned"),
        Shape::Integer(Integer::Big) | Shape::Number => plain("Number"),
        Shape::Text(Text::DateTime) => plain("DateTime"),
        Shape::Text(_) => plain("Text"),
        Shape::List(items, _) => nested("List", items),
        Shape::Map(values) => nested("Map", values),
        Shape::Nullable(value) => nested("Nullable", value),
        Shape::Named(TypeId(index)) => {
            let name = format_ident!("{}", api.types[*index].name);
            quote!(&#tables #name)
        }
    }
}

fn of_type(api: &Api, ty: &Type) -> TokenStream {
    let here = TokenStream::new();
    match &ty.kind {
        Kind::Object(object) => of_object(api, object, None),
        Kind::Tagged(tagged) => {
            let variants = tagged.variants.iter().map(|variant| {
                let tags = variant.tags.iter().map(literal);
                let content = match &variant.content {
                    Content::Object(object) => {
                        let content = of_object(api, object, Some(&tagged.tag));
                        quote!(&#content)
                    }
                    Content::Named(id) => of_shape(api, &Shape::Named(*id), &here),
                };
                quote!((&[#(#tags),*], #content))
            });
            let tag = &tagged.tag;
            quote!(Shape::Tagged(#tag, &[#(#variants),*]))
        }
        Kind::Union(union) => {
            let members = union.members.iter().map(|member| of_shape(api, &member.shape, &here));
            quote!(Shape::Union(&[#(#members),*]))
        }
        Kind::Enum(values) => {
            let values = values.values.iter().map(|value| literal(&value.value));
            quote!(Shape::Enum(&[#(#values),*]))
        }
        Kind::Scalar(Scalar { rules: ScalarRules::Text(_), .. }) => quote!(Shape::Text),
        Kind::Scalar(Scalar { rules: ScalarRules::Number(NumberRules::Integer { .. }), .. }) => quote!(Shape::Integer),
        Kind::Scalar(_) => quote!(Shape::Number),
        Kind::Alias(shape) => {
            let target = of_shape(api, shape, &here);
            quote!(Shape::Alias(#target))
        }
    }
}

/// The table of an object; a variant knows its tag, too.
fn of_object(api: &Api, object: &Object, tag: Option<&str>) -> TokenStream {
    let here = TokenStream::new();
    let tag = tag.filter(|tag| object.fields.iter().all(|field| field.wire != *tag));
    let tag = tag.iter().map(|tag| {
        quote!(::openscaler_runtime::shape::Field { name: #tag, required: true, nullable: false, shape: &Shape::Any })
    });
    let fields = object.fields.iter().map(|field| {
        let (name, required, nullable) = (&field.wire, field.required, field.nullable);
        let shape = of_shape(api, &field.shape, &here);
        quote!(::openscaler_runtime::shape::Field { name: #name, required: #required, nullable: #nullable, shape: #shape })
    });
    let fields = tag.chain(fields);
    let extra = match &object.extra {
        Some(extra) => {
            let shape = of_shape(api, &extra.shape, &here);
            quote!(::std::option::Option::Some(#shape))
        }
        None => quote!(::std::option::Option::None),
    };
    quote!(Shape::Object(&[#(#fields),*], #extra))
}

fn literal(value: &serde_json::Value) -> TokenStream {
    let literal = enums::literal(value);
    let kind = format_ident!(
        "{}",
        if value.is_string() {
            "Text"
        } else if value.is_boolean() {
            "Boolean"
        } else {
            "Number"
        }
    );
    let literal = if value.is_number() { quote!(#literal as f64) } else { literal };
    quote!(::openscaler_runtime::shape::Literal::#kind(#literal))
}
