//! Enums of literals: closed in requests, with a variant for unlisted values in responses.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::docs::{deprecated, docs};
use super::shapes::{equality, rust_type};
use crate::api::{Api, Enum, EnumValue, RustForm, Type};

pub(super) fn emit(api: &Api, ty: &Type, values: &Enum) -> TokenStream {
    let declared = match (RustForm::of(ty), &values.other) {
        (RustForm::OpenEnum, Some((other, _))) => open(ty, values, other),
        (RustForm::ClosedEnum, _) => closed(ty, values),
        _ => literals(api, ty, values),
    };
    let name = format_ident!("{}", ty.name);
    let names = values.values.iter().map(|value| format_ident!("{}", value.name));
    quote! {
        #declared
        impl #name {
            /// The values that the document lists, in its order.
            pub const KNOWN: &'static [Self] = &[#(Self::#names),*];
        }
    }
}

/// An open enum of strings, whose conversions our derive writes.
fn open(ty: &Type, values: &Enum, other: &str) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let variants = values.values.iter().map(|value| {
        let (name, docs, text) = (format_ident!("{}", value.name), described(value), value.value.as_str());
        quote!(#docs #[open_enum(value = #text)] #name)
    });
    let other = format_ident!("{other}");
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::openscaler_codegen::OpenEnum)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the document does not list.
            #other(::std::string::String),
        }
    }
}

/// A closed enum of strings.
fn closed(ty: &Type, values: &Enum) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let names: Vec<_> = values.values.iter().map(|value| format_ident!("{}", value.name)).collect();
    let texts: Vec<_> = values.values.iter().map(|value| value.value.as_str()).collect();
    let descriptions = values.values.iter().map(described);
    quote! {
        #docs
        #deprecated
        #[derive(
            ::serde::Deserialize, ::serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord
        )]
        #[non_exhaustive]
        pub enum #name {
            #(#descriptions #[serde(rename = #texts)] #names,)*
        }

        impl #name {
            /// The value on the wire.
            pub fn as_str(&self) -> &'static str {
                match self {
                    #(Self::#names => #texts,)*
                }
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for #name {
            type Err = ::serde::de::value::Error;

            fn from_str(value: &str) -> ::std::result::Result<Self, ::serde::de::value::Error> {
                let text = ::serde::de::value::StrDeserializer::new(value);
                <Self as ::serde::Deserialize>::deserialize(text)
            }
        }
    }
}

/// An enum of numbers, booleans, or values of several types.
fn literals(api: &Api, ty: &Type, values: &Enum) -> TokenStream {
    let (name, docs, deprecated) =
        (format_ident!("{}", ty.name), docs(ty.description.as_deref()), deprecated(ty.deprecated));
    let names: Vec<_> = values.values.iter().map(|value| format_ident!("{}", value.name)).collect();
    let descriptions = values.values.iter().map(described);
    let writes = values.values.iter().map(|value| write(&value.value));
    let tests = values.values.iter().map(|value| test(&value.value, &quote!(value)));
    let expected = format!("expected one of {}", list(values));
    let (mut variant, mut writes_other, mut last) = (
        None,
        None,
        quote! {
            ::std::result::Result::Err(::serde::de::Error::custom(#expected))
        },
    );
    if let Some((other, shape)) = &values.other {
        let (other, ty) = (format_ident!("{other}"), rust_type(api, shape));
        variant = Some(quote! {
            /// A value that the document does not list.
            #other(#ty)
        });
        writes_other = Some(quote!(Self::#other(value) => ::serde::Serialize::serialize(value, serializer),));
        last = quote! {
            match <#ty as ::serde::Deserialize>::deserialize(value) {
                ::std::result::Result::Ok(value) => ::std::result::Result::Ok(Self::#other(value)),
                ::std::result::Result::Err(_) => #last,
            }
        };
    }
    let (copy, equality) = (values.other.is_none().then(|| quote!(Copy, Hash, PartialOrd, Ord,)), equality(ty));
    quote! {
        #docs
        #deprecated
        #[derive(#copy Clone, Debug, #equality)]
        #[non_exhaustive]
        pub enum #name {
            #(#descriptions #names,)*
            #variant
        }

        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    #(Self::#names => #writes,)*
                    #writes_other
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                #(if #tests { return ::std::result::Result::Ok(Self::#names); })*
                #last
            }
        }
    }
}

fn described(value: &EnumValue) -> TokenStream {
    docs(value.description.as_deref())
}

fn list(values: &Enum) -> String {
    let values: Vec<String> = values.values.iter().map(|value| format!("`{}`", value.value)).collect();
    values.join(", ")
}

/// The call that serializes a literal with `serializer`.
fn write(value: &Value) -> TokenStream {
    let literal = literal(value);
    quote!(::serde::Serialize::serialize(&#literal, serializer))
}

/// A JSON string, number or boolean as a Rust literal.
pub(super) fn literal(value: &Value) -> TokenStream {
    if let Some(text) = value.as_str() {
        quote!(#text)
    } else if let Some(boolean) = value.as_bool() {
        quote!(#boolean)
    } else if let Some(number) = value.as_u64() {
        let digits = Literal::u64_suffixed(number);
        quote!(#digits)
    } else if let Some(number) = value.as_i64() {
        let digits = Literal::i64_suffixed(number);
        quote!(#digits)
    } else {
        let digits = Literal::f64_suffixed(value.as_f64().unwrap_or_default());
        quote!(#digits)
    }
}

/// The condition that `found`, a JSON value, equals the literal: numbers by value, so that `1.0` is `1`.
pub(super) fn test(value: &Value, found: &TokenStream) -> TokenStream {
    let literal = literal(value);
    if value.is_string() {
        quote!(#found.as_str() == ::std::option::Option::Some(#literal))
    } else if value.is_boolean() {
        quote!(#found.as_bool() == ::std::option::Option::Some(#literal))
    } else {
        quote!(#found.as_f64() == ::std::option::Option::Some(#literal as f64))
    }
}
