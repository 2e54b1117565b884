//! The macros of the client crate: checked literals, and requests written as JSON.
//!
//! They are `macro_rules` that hand their input, with what the document says, to a procedural macro. A derive cannot
//! write them: what `#[macro_export]` marks in an expansion cannot be named by its path.

use std::collections::{BTreeSet, HashMap};

use openscaler_openapi::numbers::NumberRules;
use openscaler_openapi::pattern::Compiled;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::token::Brace;
use syn::{Ident, Item, ItemEnum, ItemMacro, MacroDelimiter, Token};

use super::attributes::{doc, flag};
use super::field_types::{FieldTypes, option_argument};
use super::unions::Attached;
use crate::model::{Model, Scalar};
use crate::names::snake_name;

/// One for each scalar.
pub(super) fn for_scalars(model: &Model) -> impl Iterator<Item = Item> {
    model.scalars.iter().map(literal)
}

/// One for each union of requests that was found.
pub(super) fn for_unions(unions: &[Attached<'_>], model: &Model, field_types: &FieldTypes) -> Vec<Item> {
    let scalars: HashMap<&str, usize> =
        model.scalars.iter().enumerate().map(|(place, scalar)| (scalar.type_name.as_str(), place)).collect();
    let requests = unions.iter().map(|attached| {
        let used = scalars_of(attached.item, field_types);
        // In the order of the document.
        let used: BTreeSet<usize> = used.iter().filter_map(|name| scalars.get(name.as_str()).copied()).collect();
        let used: Vec<&Scalar> = used.into_iter().filter_map(|place| model.scalars.get(place)).collect();
        request(attached, &used, field_types)
    });
    requests.collect()
}

/// The rules of a scalar, in the words of our macros.
pub(super) fn rules(scalar: &Scalar) -> TokenStream {
    if let Some(number) = &scalar.number {
        return number_rules(number);
    }
    let mut rules: Vec<TokenStream> = Vec::new();
    if let Some(format) = &scalar.format {
        rules.push(quote!(format = #format));
    }
    if let Some(length) = scalar.min_length.map(Literal::u64_unsuffixed) {
        rules.push(quote!(min_length = #length));
    }
    if let Some(length) = scalar.max_length.map(Literal::u64_unsuffixed) {
        rules.push(quote!(max_length = #length));
    }
    if let Some(Compiled { source, classes, states }) = &scalar.pattern {
        rules.push(quote!(pattern(#source, #classes, #states)));
    }
    if scalar.secret {
        rules.push(quote!(secret));
    }
    quote!(#(#rules),*)
}

fn number_rules(number: &NumberRules) -> TokenStream {
    let mut rules: Vec<TokenStream> = Vec::new();
    match number {
        NumberRules::Integer { minimum, maximum, multiple_of } => {
            rules.push(quote!(integer));
            let limits = [("minimum", minimum), ("maximum", maximum), ("multiple_of", multiple_of)];
            rules.extend(limits.into_iter().filter_map(|(keyword, limit)| {
                let (keyword, limit) = (format_ident!("{keyword}"), signed(*limit)?);
                Some(quote!(#keyword = #limit))
            }));
        }
        NumberRules::Number { minimum, maximum, multiple_of } => {
            rules.push(quote!(number));
            for (keyword, bound) in [("minimum", minimum), ("maximum", maximum)] {
                let Some((limit, is_exclusive)) = *bound else { continue };
                let (name, limit) = (format_ident!("{keyword}"), fraction(limit));
                rules.push(quote!(#name = #limit));
                if is_exclusive {
                    let exclusive = format_ident!("exclusive_{keyword}");
                    rules.push(quote!(#exclusive));
                }
            }
            rules.extend(multiple_of.map(fraction).map(|step| quote!(multiple_of = #step)));
        }
    }
    quote!(#(#rules),*)
}

/// An integer with its minus before it: a literal has none.
fn signed(number: Option<i64>) -> Option<TokenStream> {
    let number = number?;
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    Some(if number < 0 { quote!(-#digits) } else { quote!(#digits) })
}

fn fraction(number: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 { quote!(-#digits) } else { quote!(#digits) }
}

fn literal(scalar: &Scalar) -> Item {
    let (type_name, name) = (&scalar.type_name, snake_name(&scalar.type_name));
    let (ty, macro_name, rules) = (format_ident!("{type_name}"), format_ident!("{name}"), rules(scalar));
    let about = format!("Converts a literal to [`{type_name}`](crate::types::{type_name}), checked at compile time.");
    let expansion = quote! {
        $crate::__private::scalar_literal! { [$crate::types::#ty] #name { #rules } $($input)* }
    };
    macro_rules(macro_name, &about, &expansion)
}

/// An exported macro that takes any `$input`.
fn macro_rules(name: Ident, about: &str, expansion: &TokenStream) -> Item {
    Item::Macro(ItemMacro {
        attrs: vec![doc(about), flag("macro_export")],
        ident: Some(name),
        mac: syn::Macro {
            path: format_ident!("macro_rules").into(),
            bang_token: <Token![!]>::default(),
            delimiter: MacroDelimiter::Brace(Brace::default()),
            tokens: quote! { ($($input:tt)*) => { #expansion }; },
        },
        semi_token: None,
    })
}

fn request(attached: &Attached<'_>, scalars: &[&Scalar], field_types: &FieldTypes) -> Item {
    let Attached { union, item, wire_names, .. } = attached;
    let (type_name, name) = (&union.type_name, snake_name(&union.type_name));
    let (ty, macro_name, tag) = (&item.ident, format_ident!("{name}"), &union.tag);
    let constructors = builders_name(type_name);
    let scalars = scalars.iter().map(|scalar| {
        let (name, rules) = (format_ident!("{}", scalar.type_name), rules(scalar));
        quote!(#name { #rules })
    });
    let variants = item.variants.iter().zip(&union.variants).zip(wire_names);
    let variants = variants.map(|((variant, expected), wire_names)| {
        let tag = &expected.tag;
        let with = format_ident!("{}_with", snake_name(&variant.ident.to_string()).trim_end_matches('_'));
        let fields = variant.fields.iter().zip(wire_names).map(|(field, wire)| {
            let value = option_argument(&field.ty).unwrap_or(&field.ty);
            let rules = expected.lists.get(wire).copied();
            // A number's type does not follow from its being one.
            let number = field_types.is_number(value).then(|| quote!(as #value));
            if expected.required.contains(wire) {
                let kind = field_types.json_kind_with(&field.ty, rules);
                quote!(required #wire: #kind #number)
            } else {
                let nullable = expected.nullable.contains(wire).then(|| quote!(nullable));
                let kind = field_types.json_kind_with(value, rules);
                quote!(optional #wire: #nullable #kind #number)
            }
        });
        quote!(#tag #with { #(#fields),* })
    });
    let about = format!(
        "Converts the API's own JSON to [`{type_name}`](crate::types::{type_name}), checked at compile time.\n\n\
         Values are literals, or expressions of the field's type."
    );
    let expansion = quote! {
        $crate::__private::request! {
            [$crate::types] #ty #constructors #name tag #tag
            scalars { #(#scalars)* }
            variants { #(#variants)* }
            input { $($input)* }
        }
    };
    macro_rules(macro_name, &about, &expansion)
}

/// The module of a union's builders, and of the constructors that the JSON form calls.
pub(super) fn builders_name(type_name: &str) -> Ident {
    format_ident!("{}_builders", snake_name(type_name))
}

/// The scalars that fields of the union are, or lists of which they are.
fn scalars_of(item: &ItemEnum, field_types: &FieldTypes) -> BTreeSet<String> {
    let fields = item.variants.iter().flat_map(|variant| &variant.fields);
    fields.filter_map(|field| field_types.innermost_scalar(&field.ty)).collect()
}
