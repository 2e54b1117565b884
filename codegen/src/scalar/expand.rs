//! The code of a scalar, which is a string or a number.

use proc_macro2::TokenStream;

use super::model::Scalar;
use super::{number, text};
use crate::rules::Rules;

pub(super) fn expand(Scalar { name, rules }: &Scalar) -> TokenStream {
    match rules {
        Rules::Text(rules) => text::expand(name, rules),
        Rules::Integer(constraints) => number::expand(name, &number::of_integer(constraints)),
        Rules::Number(constraints) => number::expand(name, &number::of_number(constraints)),
    }
}
