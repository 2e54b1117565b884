//! The rules of a named string, as `#[scalar(…)]` and the macros for literals spell them.

use openscaler_formats::{Constraints, Format};
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Token, parenthesized};

use crate::diagnostic::{Mistakes, scalar as diagnostic};
use crate::pattern;

/// What stands there, with its spans, not yet judged.
#[derive(Default)]
pub(crate) struct RulesInput {
    format: Option<LitStr>,
    min_length: Option<LitInt>,
    max_length: Option<LitInt>,
    pattern: Option<PatternInput>,
    pub(crate) secret: bool,
}

/// `("^[a-z]+$", "A=a-z", "A+1 | . A")`
struct PatternInput {
    source: LitStr,
    classes: LitStr,
    states: LitStr,
}

/// Rules that can no longer be wrong.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) constraints: Constraints,
    /// Whether the text is wiped, and shown to nobody.
    pub(crate) secret: bool,
}

impl RulesInput {
    /// Reads `format = "…", min_length = …, max_length = …, pattern("…", "…", "…"), secret`, all of them optional and in any
    /// order.
    pub(crate) fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            let keyword: Ident = input.parse()?;
            match keyword.to_string().as_str() {
                "format" => self.format = Some(value(input)?),
                "min_length" => self.min_length = Some(value(input)?),
                "max_length" => self.max_length = Some(value(input)?),
                "pattern" => self.pattern = Some(pattern(input)?),
                "secret" => self.secret = true,
                unknown => return Err(syn::Error::new(keyword.span(), diagnostic::unknown_keyword(unknown))),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    /// The rules; where one is wrong, the others.
    pub(crate) fn check(&self, mistakes: &mut Mistakes) -> Rules {
        let mut length = |literal: &Option<LitInt>| {
            let literal = literal.as_ref()?;
            literal.base10_parse::<usize>().map_err(|error| mistakes.push(error)).ok()
        };
        let mut constraints = Constraints::new();
        constraints.min_length = length(&self.min_length);
        constraints.max_length = length(&self.max_length);
        if let (Some(shortest), Some(longest), Some(literal)) =
            (constraints.min_length, constraints.max_length, &self.max_length)
            && shortest > longest
        {
            mistakes.add(literal.span(), diagnostic::contradicting_lengths(shortest, longest));
        }
        if let Some(literal) = &self.format {
            constraints.format = Format::from_name(&literal.value());
            if constraints.format.is_none() {
                mistakes.add(literal.span(), diagnostic::unknown_format(&literal.value()));
            }
        }
        if let Some(PatternInput { source, classes, states }) = &self.pattern {
            constraints.pattern = pattern::of(source.value(), classes.value(), states.value());
            if constraints.pattern.is_none() {
                mistakes.add(states.span(), diagnostic::UNREADABLE_TABLE);
            }
        }
        Rules { constraints, secret: self.secret }
    }
}

fn pattern(input: ParseStream<'_>) -> syn::Result<PatternInput> {
    let content;
    parenthesized!(content in input);
    let source = content.parse()?;
    content.parse::<Token![,]>()?;
    let classes = content.parse()?;
    content.parse::<Token![,]>()?;
    Ok(PatternInput { source, classes, states: content.parse()? })
}

fn value<T: syn::parse::Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}
