use proc_macro2::TokenStream;
use quote::quote;

use super::{check, derive, parse};

/// The messages about an enum.
fn mistakes(input: TokenStream) -> Vec<String> {
    let checked = parse::parse(input).and_then(|input| check::check(&input));
    checked.err().into_iter().flatten().map(|mistake| mistake.to_string()).collect()
}

#[test]
fn every_mistake_is_told_at_once() {
    let told = mistakes(quote! {
        enum Kind {
            #[open_enum(value = "a")]
            A,
            #[open_enum(value = "a")]
            B,
            C,
            D { field: String },
            Unknown(String),
            Other(String),
        }
    });
    assert_eq!(
        told,
        [
            "duplicate value `a`: another variant already has it",
            "missing value of this variant: add `#[open_enum(value = \"…\")]`",
            "expected a variant without fields, or one with a `String` for unlisted values",
            "another variant already holds the unlisted values: remove one of them",
        ]
    );
}

#[test]
fn a_variant_for_all_other_values_has_to_be_there() {
    let told = mistakes(quote!(
        enum Kind {
            #[open_enum(value = "a")]
            A,
        }
    ));
    assert_eq!(told, ["missing a variant for unlisted values: add one such as `Unknown(String)`"]);
}

#[test]
fn a_variant_for_all_other_values_stands_for_none() {
    let told = mistakes(quote!(
        enum Kind {
            #[open_enum(value = "a")]
            Unknown(String),
        }
    ));
    assert_eq!(told, ["the variant for unlisted values cannot have a value: remove it"]);
}

#[test]
fn what_is_no_enum_or_has_another_keyword_is_told() {
    assert_eq!(
        mistakes(quote!(
            struct Kind;
        )),
        ["`OpenEnum` can only be derived for an enum"]
    );
    let told = mistakes(quote!(
        enum Kind {
            #[open_enum(name = "a")]
            A,
        }
    ));
    assert_eq!(told, ["unknown keyword `name`: expected `value`"]);
}

#[test]
fn the_expansion_maps_each_value_both_ways() {
    let expansion = derive(quote! {
        enum Kind {
            #[open_enum(value = "a-b")]
            AB,
            #[open_enum(value = "unknown")]
            Unknown_,
            Unknown(String),
        }
    })
    .to_string();
    let expected = [
        quote! {
            match self {
                Self::AB => "a-b",
                Self::Unknown_ => "unknown",
                Self::Unknown(value) => value,
            }
        },
        quote! {
            match value.as_str() {
                "a-b" => Self::AB,
                "unknown" => Self::Unknown_,
                _ => Self::Unknown(value),
            }
        },
    ];
    for part in expected {
        assert!(expansion.contains(&part.to_string()), "{expansion}");
    }
}
