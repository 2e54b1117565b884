//! The code of an open enum.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::OpenEnum;

pub(super) fn expand(open_enum: &OpenEnum) -> TokenStream {
    let reading = reading(open_enum);
    let conversions = conversions(open_enum);
    let serde = serde(open_enum);
    quote! {
        #reading
        #conversions
        #serde
    }
}

/// The accessors.
fn reading(open_enum: &OpenEnum) -> TokenStream {
    let name = &open_enum.name;
    let as_str = match &open_enum.unknown {
        Some(unknown) => {
            let variants = open_enum.known.iter().map(|known| &known.variant);
            let values = open_enum.known.iter().map(|known| &known.value);
            quote! {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#unknown(value) => value,
                }
            }
        }
        None => quote!(::std::unreachable!()),
    };
    quote! {
        impl #name {
            /// Returns the value as sent on the wire.
            pub fn as_str(&self) -> &str {
                #as_str
            }
        }

        impl ::std::convert::AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
    }
}

/// The conversion from any text: a known value always becomes its own variant.
fn conversions(open_enum: &OpenEnum) -> TokenStream {
    let name = &open_enum.name;
    let arms = open_enum.known.iter().map(|known| {
        let (variant, value) = (&known.variant, &known.value);
        quote!(#value => Self::#variant,)
    });
    let from_string = match &open_enum.unknown {
        Some(unknown) => quote! {
            match value.as_str() {
                #(#arms)*
                _ => Self::#unknown(value),
            }
        },
        None => quote!(::std::unreachable!()),
    };
    quote! {
        impl ::std::convert::From<::std::string::String> for #name {
            fn from(value: ::std::string::String) -> Self {
                #from_string
            }
        }

        impl ::std::convert::From<&str> for #name {
            fn from(value: &str) -> Self {
                Self::from(value.to_owned())
            }
        }

        impl ::std::str::FromStr for #name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }
    }
}

fn serde(open_enum: &OpenEnum) -> TokenStream {
    let name = &open_enum.name;
    quote! {
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                <::std::string::String as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    }
}
