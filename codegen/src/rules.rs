//! The rules of a named string or number, as written in `#[scalar(…)]` and the macros for literals.

use openscaler_formats::{Constraints, Format, IntegerConstraints, NumberConstraints};
use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Token, parenthesized};

use crate::diagnostic::{Mistakes, scalar as diagnostic};
use crate::number::NumberLiteral;
use crate::pattern::read_pattern;

/// The rules as written, with their spans, not yet checked.
#[derive(Default)]
pub(crate) struct RulesInput {
    kind: Kind,
    format: Option<LitStr>,
    min_length: Option<LitInt>,
    max_length: Option<LitInt>,
    pattern: Option<PatternInput>,
    secret: bool,
    minimum: Option<NumberLiteral>,
    maximum: Option<NumberLiteral>,
    multiple_of: Option<NumberLiteral>,
    exclusive_minimum: bool,
    exclusive_maximum: bool,
}

#[derive(Clone, Copy, Default)]
enum Kind {
    #[default]
    Text,
    Integer,
    Number,
}

/// `("^[a-z]+$", "A=a-z", "A+1 | . A")`
struct PatternInput {
    source: LitStr,
    classes: LitStr,
    states: LitStr,
}

/// Valid rules.
#[derive(Clone, PartialEq)]
pub(crate) enum Rules {
    Text(TextRules),
    Integer(IntegerConstraints),
    Number(NumberConstraints),
}

#[derive(Clone, Default, PartialEq)]
pub(crate) struct TextRules {
    pub(crate) constraints: Constraints,
    /// Whether the text is wiped and never shown.
    pub(crate) secret: bool,
}

impl RulesInput {
    /// Reads `format = "…", min_length = …, max_length = …, pattern("…", "…", "…"), secret`, or `integer` or `number` and
    /// `minimum = …, exclusive_minimum, maximum = …, exclusive_maximum, multiple_of = …`; in any order.
    pub(crate) fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            let keyword: Ident = input.parse()?;
            match keyword.to_string().as_str() {
                "integer" => self.kind = Kind::Integer,
                "number" => self.kind = Kind::Number,
                "format" => self.format = Some(value(input)?),
                "min_length" => self.min_length = Some(value(input)?),
                "max_length" => self.max_length = Some(value(input)?),
                "pattern" => self.pattern = Some(pattern(input)?),
                "secret" => self.secret = true,
                "minimum" => self.minimum = Some(value(input)?),
                "maximum" => self.maximum = Some(value(input)?),
                "multiple_of" => self.multiple_of = Some(value(input)?),
                "exclusive_minimum" => self.exclusive_minimum = true,
                "exclusive_maximum" => self.exclusive_maximum = true,
                unknown => return Err(syn::Error::new(keyword.span(), diagnostic::unknown_keyword(unknown))),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    /// The rules, without invalid ones.
    pub(crate) fn check(&self, mistakes: &mut Mistakes) -> Rules {
        match self.kind {
            Kind::Text => Rules::Text(TextRules { constraints: self.text(mistakes), secret: self.secret }),
            Kind::Integer => Rules::Integer(self.integer(mistakes)),
            Kind::Number => Rules::Number(self.number()),
        }
    }

    /// None of the rules.
    pub(crate) fn without_rules(&self) -> Rules {
        match self.kind {
            Kind::Text => Rules::Text(TextRules { secret: self.secret, ..TextRules::default() }),
            Kind::Integer => Rules::Integer(IntegerConstraints::new()),
            Kind::Number => Rules::Number(NumberConstraints::new()),
        }
    }

    fn text(&self, mistakes: &mut Mistakes) -> Constraints {
        let mut length = |literal: &Option<LitInt>| {
            let literal = literal.as_ref()?;
            literal.base10_parse::<usize>().map_err(|error| mistakes.push(error)).ok()
        };
        let mut constraints = Constraints::new();
        constraints.min_length = length(&self.min_length);
        constraints.max_length = length(&self.max_length);
        match (constraints.min_length, constraints.max_length, &self.max_length) {
            (Some(shortest), Some(longest), Some(literal)) if shortest > longest => {
                mistakes.add(literal.span(), diagnostic::contradicting_lengths(shortest, longest));
            }
            _ => {}
        }
        if let Some(literal) = &self.format {
            constraints.format = Format::from_name(&literal.value());
            if constraints.format.is_none() {
                mistakes.add(literal.span(), diagnostic::unknown_format(&literal.value()));
            }
        }
        if let Some(PatternInput { source, classes, states }) = &self.pattern {
            constraints.pattern = read_pattern(source.value(), classes.value(), states.value());
            if constraints.pattern.is_none() {
                mistakes.add(states.span(), diagnostic::INVALID_TABLE);
            }
        }
        constraints
    }

    fn integer(&self, mistakes: &mut Mistakes) -> IntegerConstraints {
        let mut integer = |literal: &Option<NumberLiteral>| {
            let literal = literal.as_ref()?;
            let integer = literal.integer().and_then(|integer| i64::try_from(integer).ok());
            if integer.is_none() {
                mistakes.add(literal.span(), diagnostic::NOT_AN_INTEGER);
            }
            integer
        };
        let mut constraints = IntegerConstraints::new();
        constraints.minimum = integer(&self.minimum);
        constraints.maximum = integer(&self.maximum);
        constraints.multiple_of = integer(&self.multiple_of);
        match (constraints.minimum, constraints.maximum) {
            (Some(least), Some(most)) if least > most => {
                let span = self.maximum.as_ref().map_or_else(Span::call_site, NumberLiteral::span);
                mistakes.add(span, diagnostic::contradicting_bounds(least, most));
            }
            _ => {}
        }
        constraints
    }

    fn number(&self) -> NumberConstraints {
        let mut constraints = NumberConstraints::new();
        let number = |literal: &Option<NumberLiteral>| literal.as_ref().map(NumberLiteral::number);
        constraints.minimum = number(&self.minimum).map(|limit| (limit, self.exclusive_minimum));
        constraints.maximum = number(&self.maximum).map(|limit| (limit, self.exclusive_maximum));
        constraints.multiple_of = number(&self.multiple_of);
        constraints
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
