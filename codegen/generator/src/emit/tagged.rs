//! Objects that the value of one property tells apart: enums, internally tagged.
//!
//! Where each variant has one string for its tag, serde's own form does it; a request of that form gets our derive, which
//! writes builders and the draft. All others are read and written here, by the value of the tag.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::docs::{deprecated, docs};
use super::shapes::{boxed_type, field_type, reader, rust_type};
use super::{enums, fields};
use crate::api::{Api, Content, Field, Object, Tagged, Type, Variant};
use crate::names::snake_name;

pub(super) fn emit(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    match (is_plain(tagged), ty.usage.request) {
        (true, true) => request(api, ty, tagged),
        (true, false) => answer(api, ty, tagged),
        (false, _) => by_value(api, ty, tagged),
    }
}

/// Whether each variant is told by one string, and has fields of its own.
pub(super) fn is_plain(tagged: &Tagged) -> bool {
    tagged.variants.iter().all(|variant| {
        matches!(variant.tags.as_slice(), [Value::String(_)]) && matches!(variant.content, Content::Object(_))
    })
}

/// The module of a request's builders, and of the constructors that the JSON form calls.
pub(super) fn builders_name(ty: &Type) -> proc_macro2::Ident {
    format_ident!("{}_builders", snake_name(&ty.name).trim_end_matches('_'))
}

fn request(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let (draft, builders, tag) = (format_ident!("{}Draft", ty.name), builders_name(ty), &tagged.tag);
    let variants = tagged.variants.iter().map(|variant| {
        let constructor = format_ident!("{}", variant.constructor);
        let attributes = quote!(#[non_exhaustive] #[tagged_union(start = #constructor)]);
        plain_variant(api, variant, &attributes, |field| keywords(api, field))
    });
    quote! {
        #docs
        #deprecated
        #[derive(::serde::Serialize, Clone, Debug)]
        #[derive(::openscaler_codegen::TaggedUnion)]
        #[serde(tag = #tag)]
        #[tagged_union(draft = #draft, builders = #builders)]
        pub enum #name { #(#variants,)* }
    }
}

/// What our derive has to know of a field beyond its type.
fn keywords(api: &Api, field: &Field) -> TokenStream {
    let required = field.required.then(|| quote!(required));
    let nullable = field.nullable.then(|| quote!(nullable));
    let keywords: Vec<TokenStream> = required.into_iter().chain(nullable).chain(reader(api, &field.shape)).collect();
    if keywords.is_empty() { TokenStream::new() } else { quote!(#[tagged_union(#(#keywords),*)]) }
}

fn answer(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let tag = &tagged.tag;
    let variants = tagged
        .variants
        .iter()
        .map(|variant| plain_variant(api, variant, &quote!(#[non_exhaustive]), |_| TokenStream::new()));
    let unknown = unknown(tagged, &quote!(#[serde(untagged)]));
    quote! {
        #docs
        #deprecated
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
        #[serde(tag = #tag)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #unknown }
    }
}

fn unknown(tagged: &Tagged, attributes: &TokenStream) -> Option<TokenStream> {
    let name = format_ident!("{}", tagged.unknown.as_deref()?);
    Some(quote! {
        /// Any other value, unchanged: one that matches no member in the document.
        #attributes
        #name(::serde_json::Value)
    })
}

fn plain_variant(
    api: &Api,
    variant: &Variant,
    attributes: &TokenStream,
    field_attributes: impl Fn(&Field) -> TokenStream,
) -> TokenStream {
    let (name, docs) = (format_ident!("{}", variant.name), docs(variant.description.as_deref()));
    let tag = variant.tags[0].as_str();
    let content = match &variant.content {
        Content::Object(object) if !is_empty(object) => {
            let fields = fields::emit(api, object, &TokenStream::new(), field_attributes);
            quote!({ #fields })
        }
        _ => TokenStream::new(),
    };
    // A variant without fields has nothing that could be added to it without a brace.
    let attributes = if content.is_empty() && attributes.to_string() == "# [non_exhaustive]" {
        TokenStream::new()
    } else {
        attributes.clone()
    };
    quote!(#docs #[serde(rename = #tag)] #attributes #name #content)
}

fn is_empty(object: &Object) -> bool {
    object.fields.is_empty() && object.extra.is_none()
}

/// A union that serde has no form for: tags that are no strings, several tags of a variant, unions in a union.
fn by_value(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let variants = tagged.variants.iter().map(|variant| declare(api, variant, ty.usage.request));
    let writes = tagged.variants.iter().map(|variant| write(api, tagged, variant));
    let reads = tagged.variants.iter().map(|variant| read(api, tagged, variant));
    let unknown_variant = unknown(tagged, &TokenStream::new());
    let unknown = tagged.unknown.as_ref().map(|name| format_ident!("{name}"));
    let writes_unknown =
        unknown.as_ref().map(|name| quote!(Self::#name(value) => ::serde::Serialize::serialize(value, serializer),));
    let last = match &unknown {
        Some(name) => quote!(::std::result::Result::Ok(Self::#name(value))),
        None => {
            let expected = format!("expected an object whose `{}` is one of {}", tagged.tag, tags(tagged));
            quote!(::std::result::Result::Err(::serde::de::Error::custom(#expected)))
        }
    };
    let non_exhaustive = unknown.is_some().then(|| quote!(#[non_exhaustive]));
    let tag = &tagged.tag;
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug)]
        #non_exhaustive
        pub enum #name { #(#variants,)* #unknown_variant }

        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                match self { #(#writes)* #writes_unknown }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                let tag = value.get(#tag).unwrap_or(&::serde_json::Value::Null);
                #(#reads)*
                #last
            }
        }
    }
}

fn tags(tagged: &Tagged) -> String {
    let tags: Vec<String> =
        tagged.variants.iter().flat_map(|variant| &variant.tags).map(|tag| format!("`{tag}`")).collect();
    tags.join(", ")
}

fn declare(api: &Api, variant: &Variant, in_requests: bool) -> TokenStream {
    let (name, docs) = (format_ident!("{}", variant.name), docs(variant.description.as_deref()));
    match &variant.content {
        Content::Object(object) => {
            let fields = object.fields.iter().map(|field| {
                let (name, ty) = (format_ident!("{}", field.name), field_type(api, field));
                let docs = self::docs(field.description.as_deref());
                quote!(#docs #name: #ty)
            });
            let extra = object.extra.iter().map(|extra| {
                let (name, ty) = (format_ident!("{}", extra.name), fields::extra_type(api, extra));
                quote!(#name: #ty)
            });
            let fields = fields.chain(extra);
            let non_exhaustive = (!in_requests).then(|| quote!(#[non_exhaustive]));
            quote!(#docs #non_exhaustive #name { #(#fields),* })
        }
        Content::Named(id) => {
            let ty = rust_type(api, &crate::api::Shape::Named(*id));
            quote!(#docs #name(#ty))
        }
    }
}

/// Writes a variant as an object of its tag and its fields.
fn write(api: &Api, tagged: &Tagged, variant: &Variant) -> TokenStream {
    let name = format_ident!("{}", variant.name);
    let Content::Object(object) = &variant.content else {
        return quote!(Self::#name(value) => ::serde::Serialize::serialize(value, serializer),);
    };
    let names: Vec<_> = names(object).collect();
    let fields = object.fields.iter().map(|field| {
        let (name, serde) = (format_ident!("{}", field.name), fields::serde(field));
        let value = boxed_type(api, &field.shape, field.boxed);
        match (field.required, field.nullable) {
            (true, false) => quote!(#serde #name: &'a #value),
            _ => quote!(#serde #name: ::std::option::Option<&'a #value>),
        }
    });
    let extra = object.extra.iter().map(|extra| {
        let (name, ty) = (format_ident!("{}", extra.name), fields::extra_type(api, extra));
        quote!(#[serde(flatten)] #name: &'a #ty)
    });
    let values = object.fields.iter().map(|field| {
        let name = format_ident!("{}", field.name);
        if field.required && !field.nullable { quote!(#name) } else { quote!(#name: #name.as_ref()) }
    });
    let values = values.chain(object.extra.iter().map(|extra| {
        let name = format_ident!("{}", extra.name);
        quote!(#name)
    }));
    // A variant of several tags has its own among its fields.
    let (tag_field, tag_value) = match variant.tags.as_slice() {
        [tag] => {
            let (wire, value, ty) = (&tagged.tag, enums::literal(tag), literal_type(tag));
            (Some(quote!(#[serde(rename = #wire)] tag_of_union: #ty,)), Some(quote!(tag_of_union: #value,)))
        }
        _ => (None, None),
    };
    let fields: Vec<TokenStream> = fields.chain(extra).collect();
    let lifetime = (!fields.is_empty()).then(|| quote!(<'a>));
    quote! {
        Self::#name { #(#names),* } => {
            #[derive(::serde::Serialize)]
            struct Fields #lifetime { #tag_field #(#fields),* }
            ::serde::Serialize::serialize(&Fields { #tag_value #(#values),* }, serializer)
        }
    }
}

/// Reads a variant if the tag is one of its own.
fn read(api: &Api, tagged: &Tagged, variant: &Variant) -> TokenStream {
    let name = format_ident!("{}", variant.name);
    let tests = variant.tags.iter().map(|tag| enums::test(tag, &quote!(tag)));
    let test = quote!(#(#tests)||*);
    // What is odd in an answer is kept as it came.
    let refuse = if tagged.unknown.is_some() {
        quote!(::std::result::Result::Err(_) => {})
    } else {
        quote!(::std::result::Result::Err(error) => {
            return ::std::result::Result::Err(::serde::de::Error::custom(error));
        })
    };
    match &variant.content {
        Content::Named(id) => {
            let ty = rust_type(api, &crate::api::Shape::Named(*id));
            quote! {
                if #test {
                    match <#ty as ::serde::Deserialize>::deserialize(&value) {
                        ::std::result::Result::Ok(value) => return ::std::result::Result::Ok(Self::#name(value)),
                        #refuse
                    }
                }
            }
        }
        Content::Object(object) => {
            let names: Vec<_> = names(object).collect();
            let fields = fields::emit(api, object, &TokenStream::new(), |_| TokenStream::new());
            quote! {
                if #test {
                    #[derive(::serde::Deserialize)]
                    struct Fields { #fields }
                    match <Fields as ::serde::Deserialize>::deserialize(&value) {
                        ::std::result::Result::Ok(Fields { #(#names),* }) => {
                            return ::std::result::Result::Ok(Self::#name { #(#names),* });
                        }
                        #refuse
                    }
                }
            }
        }
    }
}

fn names(object: &Object) -> impl Iterator<Item = proc_macro2::Ident> + '_ {
    let fields = object.fields.iter().map(|field| format_ident!("{}", field.name));
    fields.chain(object.extra.iter().map(|extra| format_ident!("{}", extra.name)))
}

fn literal_type(value: &Value) -> TokenStream {
    match value {
        Value::String(_) => quote!(&'static str),
        Value::Bool(_) => quote!(bool),
        number if number.is_u64() => quote!(u64),
        number if number.is_i64() => quote!(i64),
        _ => quote!(f64),
    }
}
