use proc_macro2::TokenStream;
use quote::quote;

use super::{check, derive, parse};

/// What is wrong with an enum.
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
            "another variant already stands for `a`; a value has one variant",
            "this variant stands for no value; add `#[open_enum(value = \"…\")]`",
            "a variant stands for one value, or holds a `String` for all that are not listed",
            "another variant already holds the values that are not listed; remove one",
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
    assert_eq!(
        told,
        ["no variant holds the values that are not listed; add one round a `String`, such as `Unknown(String)`"]
    );
}

#[test]
fn a_variant_for_all_other_values_stands_for_none() {
    let told = mistakes(quote!(
        enum Kind {
            #[open_enum(value = "a")]
            Unknown(String),
        }
    ));
    assert_eq!(told, ["a variant round a `String` holds any value that is not listed; remove this one"]);
}

#[test]
fn what_is_no_enum_or_has_another_keyword_is_told() {
    assert_eq!(
        mistakes(quote!(
            struct Kind;
        )),
        ["`OpenEnum` is derived for an enum"]
    );
    let told = mistakes(quote!(
        enum Kind {
            #[open_enum(name = "a")]
            A,
        }
    ));
    assert_eq!(told, ["there is no `name` here; write `value`"]);
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
