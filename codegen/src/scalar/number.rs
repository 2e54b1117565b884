//! The code of a named number.

use openscaler_formats::{IntegerConstraints, NumberConstraints};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

/// The difference between integers and other numbers.
pub(super) struct Number {
    /// The inner type.
    ty: TokenStream,
    constraints_type: Ident,
    /// The calls that set them.
    setters: TokenStream,
    /// serde's method.
    serialize: Ident,
}

pub(super) fn of_integer(constraints: &IntegerConstraints) -> Number {
    let method = |name: &str, limit: Option<i64>| {
        let (name, limit) = (format_ident!("{name}"), limit.map(Literal::i64_unsuffixed)?);
        Some(quote!(.#name(#limit)))
    };
    let minimum = method("minimum", constraints.minimum);
    let maximum = method("maximum", constraints.maximum);
    let multiple_of = method("multiple_of", constraints.multiple_of);
    Number {
        ty: quote!(i64),
        constraints_type: format_ident!("IntegerConstraints"),
        setters: quote!(#minimum #maximum #multiple_of),
        serialize: format_ident!("serialize_i64"),
    }
}

pub(super) fn of_number(constraints: &NumberConstraints) -> Number {
    let bound = |name: &str, bound: Option<(f64, bool)>| {
        let (limit, is_exclusive) = bound?;
        let (name, limit) = (format_ident!("{name}"), Literal::f64_unsuffixed(limit));
        Some(quote!(.#name(#limit, #is_exclusive)))
    };
    let minimum = bound("minimum", constraints.minimum);
    let maximum = bound("maximum", constraints.maximum);
    let multiple_of = constraints.multiple_of.map(Literal::f64_unsuffixed).map(|step| quote!(.multiple_of(#step)));
    Number {
        ty: quote!(f64),
        constraints_type: format_ident!("NumberConstraints"),
        setters: quote!(#minimum #maximum #multiple_of),
        serialize: format_ident!("serialize_f64"),
    }
}

impl Number {
    pub(super) fn constraints(&self) -> TokenStream {
        let Self { constraints_type, setters, .. } = self;
        quote!(::openscaler_runtime::scalar::#constraints_type::new() #setters)
    }
}

pub(super) fn expand(name: &Ident, number: &Number) -> TokenStream {
    let Number { ty, constraints_type, serialize, .. } = number;
    let constraints = number.constraints();
    let type_name = name.to_string();
    quote! {
        impl #name {
            pub(crate) const CONSTRAINTS: ::openscaler_runtime::scalar::#constraints_type = #constraints;

            /// Creates the value from a literal; in a constant, it is checked at compile time.
            ///
            /// # Panics
            ///
            /// If the number violates a rule.
            #[track_caller]
            pub const fn from_static(number: #ty) -> Self {
                match Self::CONSTRAINTS.check(number) {
                    Ok(()) => Self(number),
                    Err(violation) => ::std::panic!("{}", violation.reason()),
                }
            }

            /// Returns the number.
            pub const fn get(self) -> #ty {
                self.0
            }
        }

        impl ::std::convert::TryFrom<#ty> for #name {
            type Error = ::openscaler_runtime::InvalidValue;

            fn try_from(number: #ty) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
                match Self::CONSTRAINTS.check(number) {
                    Ok(()) => Ok(Self(number)),
                    Err(violation) => Err(::openscaler_runtime::InvalidValue::new(#type_name, violation)),
                }
            }
        }

        impl ::std::convert::From<#name> for #ty {
            fn from(#name(number): #name) -> Self {
                number
            }
        }

        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.#serialize(self.0)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let number = <#ty as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(number).map_err(::serde::de::Error::custom)
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, formatter)
            }
        }
    }
}
