//! The code of a named string.

use openscaler_formats::{Constraints, Format};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use crate::pattern;
use crate::rules::TextRules;

/// A named string.
struct Scalar<'a> {
    name: &'a Ident,
    constraints: &'a Constraints,
    secret: bool,
}

pub(super) fn expand(name: &Ident, TextRules { constraints, secret }: &TextRules) -> TokenStream {
    let scalar = &Scalar { name, constraints, secret: *secret };
    let inherent = inherent(scalar);
    let conversions = conversions(scalar);
    let showing = if scalar.secret { redacted(scalar) } else { text(scalar) };
    quote! {
        #inherent
        #conversions
        #showing
    }
}

/// The constraints, the constructor for literals, and the accessors; for a secret, only `expose_secret`.
fn inherent(scalar: &Scalar<'_>) -> TokenStream {
    let Scalar { name, constraints, secret } = scalar;
    let joining = (constraints.format == Some(Format::Pem)).then(|| joining(scalar));
    let constraints = self::constraints(constraints);
    let literal = if *secret {
        quote!(::openscaler_runtime::secret::SecretText::Literal(text))
    } else {
        quote!(::std::borrow::Cow::Borrowed(text))
    };
    let reading = if *secret {
        quote! {
            /// Returns the secret itself. Never print or log it.
            pub fn expose_secret(&self) -> &str {
                self.0.expose_secret()
            }
        }
    } else {
        quote! {
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
    quote! {
        impl #name {
            pub(crate) const CONSTRAINTS: ::openscaler_runtime::scalar::Constraints = #constraints;

            /// Creates the value from a literal; in a constant, it is checked at compile time.
            ///
            /// # Panics
            ///
            /// If the text violates a rule.
            #[track_caller]
            pub const fn from_static(text: &'static str) -> Self {
                match Self::CONSTRAINTS.check(text) {
                    Ok(()) => Self(#literal),
                    Err(violation) => ::std::panic!("{}", violation.reason()),
                }
            }

            #joining
            #reading
        }
    }
}

pub(super) fn constraints(constraints: &Constraints) -> TokenStream {
    let format = constraints.format.map(|format| {
        let format = variant(format);
        quote!(.format(::openscaler_runtime::scalar::Format::#format))
    });
    let min_length = constraints.min_length.map(Literal::usize_unsuffixed).map(|length| quote!(.min_length(#length)));
    let max_length = constraints.max_length.map(Literal::usize_unsuffixed).map(|length| quote!(.max_length(#length)));
    let pattern = constraints.pattern.map(|pattern| {
        let pattern = pattern::constant(&pattern);
        quote!(.pattern(#pattern))
    });
    quote!(::openscaler_runtime::scalar::Constraints::new() #format #min_length #max_length #pattern)
}

/// Joins the two files of a PEM bundle.
fn joining(scalar: &Scalar<'_>) -> TokenStream {
    let type_name = scalar.name.to_string();
    quote! {
        /// Joins the two files that ACME clients write, such as certbot's `fullchain.pem` and `privkey.pem`: the
        /// certificate chain, in which each certificate precedes its issuer's, and its private key.
        ///
        /// It wipes its own copy, not the texts that it borrows: wrap the text of the key in `zeroize::Zeroizing`.
        ///
        /// # Errors
        ///
        /// If `certificates` holds no certificate or a private key, or if `key` holds no private key.
        pub fn from_parts(
            certificates: &str,
            key: &str,
        ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
            match ::openscaler_runtime::scalar::check_pem_parts(certificates, key) {
                Ok(()) => Self::try_from(::openscaler_runtime::scalar::join_pem_parts(certificates, key)),
                Err(violation) => Err(::openscaler_runtime::InvalidValue::new(#type_name, violation)),
            }
        }
    }
}

/// The conversions from texts at run time, and serde's traits.
fn conversions(scalar: &Scalar<'_>) -> TokenStream {
    let name = &scalar.name;
    let type_name = name.to_string();
    // A secret is wiped even if it is refused.
    let (checked, exposed) = if scalar.secret {
        let checked = quote! {
            let text = ::openscaler_runtime::secret::SecretText::new(text);
            match Self::CONSTRAINTS.check(text.expose_secret()) {
                Ok(()) => Ok(Self(text)),
                Err(violation) => Err(::openscaler_runtime::InvalidValue::new(#type_name, violation)),
            }
        };
        (checked, quote!(self.0.expose_secret()))
    } else {
        let checked = quote! {
            match Self::CONSTRAINTS.check(&text) {
                Ok(()) => Ok(Self(::std::borrow::Cow::Owned(text))),
                Err(violation) => Err(::openscaler_runtime::InvalidValue::new(#type_name, violation)),
            }
        };
        (checked, quote!(&self.0))
    };
    quote! {
        impl ::std::convert::TryFrom<::std::string::String> for #name {
            type Error = ::openscaler_runtime::InvalidValue;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
                #checked
            }
        }

        impl ::std::convert::TryFrom<&str> for #name {
            type Error = ::openscaler_runtime::InvalidValue;

            fn try_from(text: &str) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
                Self::try_from(text.to_owned())
            }
        }

        impl ::std::str::FromStr for #name {
            type Err = ::openscaler_runtime::InvalidValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
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

/// `Debug` of a secret shows its type only.
fn redacted(scalar: &Scalar<'_>) -> TokenStream {
    let name = &scalar.name;
    let type_name = name.to_string();
    quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_tuple(#type_name).field(&self.0).finish()
            }
        }
    }
}

/// The `Display` of a text that is not a secret.
fn text(scalar: &Scalar<'_>) -> TokenStream {
    let name = &scalar.name;
    quote! {
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

/// The variant of a format in the support code.
fn variant(format: Format) -> Ident {
    format_ident!("{}", format!("{format:?}"))
}
