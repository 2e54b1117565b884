//! The code of a scalar.

use openscaler_formats::Format;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::model::Scalar;

pub(super) fn expand(scalar: &Scalar) -> TokenStream {
    let construction = construction(scalar);
    let conversions = conversions(scalar);
    let reading = if scalar.secret { secret(scalar) } else { text(scalar) };
    quote! {
        #construction
        #conversions
        #reading
    }
}

/// The rules, and the constructor for literals.
fn construction(scalar: &Scalar) -> TokenStream {
    let Scalar { name, format, min_length, max_length, secret } = scalar;
    let format = format.map(|format| {
        let format = variant(format);
        quote!(.format(crate::scalar::Format::#format))
    });
    let min_length = min_length.map(|length| quote!(.min_length(#length)));
    let max_length = max_length.map(|length| quote!(.max_length(#length)));
    let literal = if *secret {
        quote!(crate::secret::SecretText::Literal(text))
    } else {
        quote!(::std::borrow::Cow::Borrowed(text))
    };
    quote! {
        impl #name {
            const CONSTRAINTS: crate::scalar::Constraints =
                crate::scalar::Constraints::new() #format #min_length #max_length;

            /// Checks a literal while compiling, if it is called where a constant is made.
            ///
            /// # Panics
            ///
            /// When the text breaks a rule.
            #[track_caller]
            pub const fn from_static(text: &'static str) -> Self {
                match Self::CONSTRAINTS.check(text) {
                    Ok(()) => Self(#literal),
                    Err(violation) => ::std::panic!("{}", violation.reason()),
                }
            }
        }
    }
}

/// How a text that is known only at run time becomes one, and how it is written and read.
fn conversions(scalar: &Scalar) -> TokenStream {
    let name = &scalar.name;
    let type_name = name.to_string();
    let (owned, exposed) = if scalar.secret {
        (quote!(crate::secret::SecretText::new(text)), quote!(self.0.expose_secret()))
    } else {
        (quote!(::std::borrow::Cow::Owned(text)), quote!(&self.0))
    };
    quote! {
        impl ::std::convert::TryFrom<::std::string::String> for #name {
            type Error = crate::InvalidValue;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, crate::InvalidValue> {
                match Self::CONSTRAINTS.check(&text) {
                    Ok(()) => Ok(Self(#owned)),
                    Err(violation) => Err(crate::InvalidValue::new(#type_name, violation)),
                }
            }
        }

        impl ::std::convert::TryFrom<&str> for #name {
            type Error = crate::InvalidValue;

            fn try_from(text: &str) -> ::std::result::Result<Self, crate::InvalidValue> {
                Self::try_from(text.to_owned())
            }
        }

        impl ::std::str::FromStr for #name {
            type Err = crate::InvalidValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, crate::InvalidValue> {
                Self::try_from(text)
            }
        }

        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(#exposed)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(text).map_err(::serde::de::Error::custom)
            }
        }
    }
}

/// How a secret is read: on purpose only.
fn secret(scalar: &Scalar) -> TokenStream {
    let name = &scalar.name;
    let type_name = name.to_string();
    quote! {
        impl #name {
            /// The secret itself; it must not be printed or logged.
            pub fn expose_secret(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl ::std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_tuple(#type_name).field(&self.0).finish()
            }
        }
    }
}

/// How a text that is no secret is read.
fn text(scalar: &Scalar) -> TokenStream {
    let name = &scalar.name;
    quote! {
        impl #name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::AsRef<str> for #name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(&self.0)
            }
        }
    }
}

/// A format's name as the enum in the support code has it.
fn variant(format: Format) -> syn::Ident {
    format_ident!("{}", format!("{format:?}"))
}
