//! Strings and numbers with constraints: newtypes whose derive writes constructors, checks and conversions.

use openscaler_openapi::pattern::Compiled;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use crate::api::{NumberRules, ScalarRules, TextRules, Type};

pub(super) fn emit(ty: &Type, scalar: &ScalarRules) -> TokenStream {
    let name = format_ident!("{}", ty.name);
    let kind = if matches!(scalar, ScalarRules::Text(_)) { "string" } else { "number" };
    let docs = docs(Some(&ty.description.clone().unwrap_or_else(|| format!("A {kind} with constraints."))));
    let rules = rules(scalar);
    let (derives, inner) = match scalar {
        // A secret is compared in constant time; a hash or an order would tell something about it.
        ScalarRules::Text(text) if text.secret => {
            (quote!(Clone, PartialEq, Eq), quote!(::openscaler_runtime::secret::SecretText))
        }
        ScalarRules::Text(_) => {
            (quote!(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord), quote!(::std::borrow::Cow<'static, str>))
        }
        ScalarRules::Number(NumberRules::Integer { .. }) => {
            (quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord), quote!(i64))
        }
        ScalarRules::Number(NumberRules::Number { .. }) => {
            (quote!(Clone, Copy, Debug, PartialEq, PartialOrd), quote!(f64))
        }
    };
    quote! {
        #docs
        #[derive(#derives, ::openscaler_codegen::Scalar)]
        #[scalar(#rules)]
        pub struct #name(#inner);
    }
}

/// The constraints of a scalar, in the syntax of our macros.
pub(super) fn rules(rules: &ScalarRules) -> TokenStream {
    match rules {
        ScalarRules::Text(rules) => text_rules(rules),
        ScalarRules::Number(rules) => number_rules(rules),
    }
}

fn text_rules(text: &TextRules) -> TokenStream {
    let format = text.format.iter().map(|format| quote!(format = #format));
    let min_length =
        text.min_length.map(Literal::u64_unsuffixed).into_iter().map(|length| quote!(min_length = #length));
    let max_length =
        text.max_length.map(Literal::u64_unsuffixed).into_iter().map(|length| quote!(max_length = #length));
    let pattern =
        text.pattern.iter().map(|Compiled { source, classes, states }| quote!(pattern(#source, #classes, #states)));
    let secret = text.secret.then(|| quote!(secret));
    let rules = format.chain(min_length).chain(max_length).chain(pattern).chain(secret);
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

/// An integer as a literal, preceded by a minus sign if it is negative.
fn signed(number: Option<i64>) -> Option<TokenStream> {
    let number = number?;
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    Some(if number < 0 { quote!(-#digits) } else { quote!(#digits) })
}

fn fraction(number: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(number.abs());
    if number < 0.0 { quote!(-#digits) } else { quote!(#digits) }
}
