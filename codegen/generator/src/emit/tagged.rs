//! Objects that are distinguished by the value of one property: internally tagged enums.
//!
//! If each variant has a single string as its tag, serde's derive suffices; but such a request is checked as a draft before it
//! is read. For all others, the serde implementations are written here.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::constructors::{is_empty, is_variant_non_exhaustive};
use super::docs::{deprecated, docs};
use super::shapes::{boxed_type, equality, field_type, rust_type};
use super::{accessors, constructors, enums, fields};
use crate::api::{Api, Content, Object, RustForm, Tagged, Type, Variant};
use crate::print::braced;

pub(super) fn emit(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let declared = match RustForm::of(ty) {
        RustForm::Request => request(api, ty, tagged),
        RustForm::Answer => answer(api, ty, tagged),
        _ => by_value(api, ty, tagged),
    };
    let accessors = accessors::emit(api, ty, tagged);
    let constructors = constructors::of_variants(api, ty, tagged);
    quote!(#declared #accessors #constructors)
}

fn request(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let (tag, equality) = (&tagged.tag, equality(ty));
    let variants = tagged.variants.iter().map(|variant| plain_variant(api, ty, variant));
    let reads = tagged.variants.iter().map(read_checked);
    quote! {
        #docs
        #deprecated
        #[derive(::serde::Serialize, Clone, Debug, #equality)]
        #[serde(tag = #tag)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* }

        impl ::openscaler_runtime::draft::Drafted for #name {
            const SHAPE: &'static ::openscaler_runtime::shape::Shape = &crate::generated::tables::#name;

            fn read(mut checked: ::serde_json::Value) -> ::serde_json::Result<Self> {
                let tag: ::std::string::String = ::openscaler_runtime::draft::take(&mut checked, #tag)?;
                ::std::result::Result::Ok(match tag.as_str() {
                    #(#reads)*
                    _ => return ::std::result::Result::Err(::serde::de::Error::custom("unknown tag")),
                })
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::openscaler_runtime::draft::deserialize(deserializer)
            }
        }
    }
}

/// Reads a variant of JSON that has been checked.
fn read_checked(variant: &Variant) -> TokenStream {
    let (name, tag) = (format_ident!("{}", variant.name), variant.tags[0].as_str());
    let fields = match &variant.content {
        Content::Object(object) => object.fields.as_slice(),
        Content::Named(_) => &[],
    };
    let fields = fields.iter().map(|field| {
        let (name, wire) = (format_ident!("{}", field.name), &field.wire);
        let take = format_ident!("{}", if field.required { "take" } else { "take_optional" });
        quote!(#name: ::openscaler_runtime::draft::#take(&mut checked, #wire)?)
    });
    quote!(#tag => Self::#name { #(#fields),* },)
}

fn answer(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let (tag, equality) = (&tagged.tag, equality(ty));
    let variants = tagged.variants.iter().map(|variant| plain_variant(api, ty, variant));
    let unknown = unknown(tagged, &quote!(#[serde(untagged)]));
    quote! {
        #docs
        #deprecated
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, #equality)]
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

fn plain_variant(api: &Api, ty: &Type, variant: &Variant) -> TokenStream {
    let (name, docs) = (format_ident!("{}", variant.name), docs(variant.description.as_deref()));
    let tag = variant.tags[0].as_str();
    let content = match &variant.content {
        Content::Object(object) if !is_empty(object) => Some(braced([fields::emit(api, object, &TokenStream::new())])),
        _ => None,
    };
    let non_exhaustive = is_variant_non_exhaustive(ty, variant).then(|| quote!(#[non_exhaustive]));
    quote!(#docs #[serde(rename = #tag)] #non_exhaustive #name #content)
}

/// A union that serde's derive does not support: tags that are not strings, several tags of a variant, nested unions.
fn by_value(api: &Api, ty: &Type, tagged: &Tagged) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let variants = tagged.variants.iter().map(|variant| declare(api, ty, variant));
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
    let (tag, equality) = (&tagged.tag, equality(ty));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #equality)]
        #[non_exhaustive]
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

fn declare(api: &Api, ty: &Type, variant: &Variant) -> TokenStream {
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
            let non_exhaustive = is_variant_non_exhaustive(ty, variant).then(|| quote!(#[non_exhaustive]));
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
            _ if field.tri_state => quote!(#serde #name: ::openscaler_runtime::field::Field<&'a #value>),
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
    // A variant with several tags has the tag among its fields.
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

/// Reads a variant if the tag is one of its tags.
fn read(api: &Api, tagged: &Tagged, variant: &Variant) -> TokenStream {
    let name = format_ident!("{}", variant.name);
    let tests = variant.tags.iter().map(|tag| enums::test(tag, &quote!(tag)));
    let test = quote!(#(#tests)||*);
    // A response that does not fit its variant is kept unchanged.
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
            let fields = fields::emit(api, object, &TokenStream::new());
            // Otherwise, the tag would be among the additional properties.
            let tag = (object.extra.is_some() && variant.tags.len() == 1).then(|| {
                let wire = &tagged.tag;
                quote!(#[serde(rename = #wire)] tag_of_union: ::serde::de::IgnoredAny,)
            });
            let tag_value = tag.is_some().then(|| quote!(tag_of_union: ::serde::de::IgnoredAny,));
            quote! {
                if #test {
                    #[derive(::serde::Deserialize)]
                    struct Fields { #tag #fields }
                    match <Fields as ::serde::Deserialize>::deserialize(&value) {
                        ::std::result::Result::Ok(Fields { #tag_value #(#names),* }) => {
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
