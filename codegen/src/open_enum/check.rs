//! Turns the input into an open enum, or reports every mistake in it.

use std::collections::BTreeSet;

use syn::Ident;

use super::model::{Known, OpenEnum};
use super::parse::{Input, Shape};
use crate::diagnostic::{Mistakes, open_enum as diagnostic};

pub(super) fn check(input: &Input) -> syn::Result<OpenEnum> {
    let mut mistakes = Mistakes::default();
    let mut values = BTreeSet::new();
    let mut known = Vec::new();
    let mut unknown: Option<Ident> = None;
    for variant in &input.variants {
        let name = &variant.name;
        match (&variant.shape, &variant.value) {
            (Shape::Unit, Some(value)) => {
                if !values.insert(value.value()) {
                    mistakes.add(value.span(), diagnostic::duplicate_value(&value.value()));
                }
                known.push(Known { variant: name.clone(), value: value.value() });
            }
            (Shape::Newtype, None) if unknown.is_none() => unknown = Some(name.clone()),
            (Shape::Newtype, None) => mistakes.add(name.span(), diagnostic::SECOND_UNKNOWN),
            (Shape::Unit, None) => mistakes.add(name.span(), diagnostic::VARIANT_WITHOUT_VALUE),
            (Shape::Newtype, Some(value)) => mistakes.add(value.span(), diagnostic::VALUE_OF_UNKNOWN),
            (Shape::Other, _) => mistakes.add(name.span(), diagnostic::NOT_A_VALUE),
        }
    }
    let has_newtype = input.variants.iter().any(|variant| matches!(variant.shape, Shape::Newtype));
    if !has_newtype {
        mistakes.add(input.name.span(), diagnostic::NO_UNKNOWN);
    }
    mistakes.none_or(OpenEnum { name: input.name.clone(), known, unknown })
}

/// The fallback for an enum with invalid variants, so that its users still compile.
pub(super) fn without_values(input: &Input) -> OpenEnum {
    OpenEnum { name: input.name.clone(), known: Vec::new(), unknown: None }
}
