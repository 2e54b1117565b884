//! The input of the macro: the wrapper's description of the union, and the caller's tokens.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token, braced, bracketed, parenthesized};

use crate::diagnostic::{Mistakes, request as diagnostic};
use crate::items::ItemRules;
use crate::rules::{Rules, RulesInput};
use crate::tokens::{call_of_wrapper, visible};

pub(super) struct Input {
    pub(super) union: Union,
    /// The call of the wrapper.
    pub(super) call: Span,
    /// The caller's tokens.
    pub(super) tokens: Vec<TokenTree>,
}

/// A tagged union of the document.
pub(super) struct Union {
    /// The path of the module that has the types.
    pub(super) types: TokenStream,
    pub(super) name: Ident,
    /// The module of the variants' constructors, next to the type.
    constructors: Ident,
    /// The macro that the caller wrote.
    pub(super) macro_name: String,
    /// The property that says which variant it is.
    pub(super) tag: String,
    scalars: Vec<(Ident, Rules)>,
    pub(super) variants: Vec<Variant>,
}

pub(super) struct Variant {
    /// The tag's value.
    pub(super) value: String,
    /// Takes every field, in this order.
    constructor: Ident,
    pub(super) fields: Vec<Field>,
}

pub(super) struct Field {
    pub(super) name: String,
    pub(super) required: bool,
    /// Whether `null` is one of its values.
    pub(super) nullable: bool,
    pub(super) kind: Kind,
    /// The Rust type of a value that is not null, where the wrapper gives it.
    pub(super) rust_type: Option<TokenStream>,
}

/// The type of a field.
#[derive(Clone, PartialEq)]
pub(super) enum Kind {
    /// A string or a number with rules.
    Scalar(Ident),
    String,
    Integer,
    Number,
    Boolean,
    List(Box<Kind>, ItemRules),
    /// Another union.
    Union(Ident),
    /// Anything else, whose Rust type is unknown here.
    Value,
}

impl Union {
    /// The type, as the wrapper names it.
    pub(super) fn path(&self) -> TokenStream {
        let Self { types, name, .. } = self;
        quote!(#types::#name)
    }

    /// The path of a variant's constructor.
    pub(super) fn constructor(&self, variant: &Variant) -> TokenStream {
        let (Self { types, constructors, .. }, constructor) = (self, &variant.constructor);
        quote!(#types::#constructors::#constructor)
    }

    /// The rules of a scalar; `None` if the wrapper does not list it.
    pub(super) fn rules(&self, name: &Ident) -> Option<&Rules> {
        self.scalars.iter().find_map(|(listed, rules)| (listed == name).then_some(rules))
    }

    /// The type and the rules of a number; `None` for any other kind of field.
    pub(super) fn number_rules<'a>(&'a self, kind: &'a Kind) -> Option<(&'a Ident, &'a Rules)> {
        let Kind::Scalar(name) = kind else { return None };
        let rules = self.rules(name)?;
        matches!(rules, Rules::Integer(_) | Rules::Number(_)).then_some((name, rules))
    }

    pub(super) fn variant(&self, value: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.value == value)
    }

    /// The values of the tag.
    pub(super) fn values(&self) -> Vec<&str> {
        self.variants.iter().map(|variant| variant.value.as_str()).collect()
    }

    /// The fields of that name, in all variants.
    pub(super) fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Variant, &'a Field)> {
        self.variants.iter().filter_map(move |variant| Some((variant, variant.field(name)?)))
    }

    /// The name of every field, without the tag.
    pub(super) fn field_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for field in self.variants.iter().flat_map(|variant| &variant.fields) {
            if !names.contains(&field.name.as_str()) {
                names.push(&field.name);
            }
        }
        names
    }
}

impl Variant {
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut mistakes = Mistakes::default();
        let call = call_of_wrapper(input.span());
        let union = Union {
            types: {
                let path;
                bracketed!(path in input);
                path.parse()?
            },
            name: input.parse()?,
            constructors: input.parse()?,
            macro_name: input.parse::<LitStr>()?.value(),
            tag: {
                keyword(input, "tag")?;
                input.parse::<LitStr>()?.value()
            },
            scalars: block(input, "scalars", |input| {
                let (name, content): (Ident, _);
                name = input.parse()?;
                braced!(content in input);
                let mut rules = RulesInput::default();
                rules.read(&content)?;
                Ok((name, rules.check(&mut mistakes)))
            })?,
            variants: block(input, "variants", Variant::parse)?,
        };
        keyword(input, "input")?;
        let tokens;
        braced!(tokens in input);
        let tokens = visible(tokens.parse()?);
        mistakes.none_or(Self { union, call, tokens })
    }
}

/// Reads `name { item item … }`.
fn block<T>(
    input: ParseStream<'_>,
    name: &str,
    mut item: impl FnMut(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    keyword(input, name)?;
    let content;
    braced!(content in input);
    let mut items = Vec::new();
    while !content.is_empty() {
        items.push(item(&content)?);
    }
    Ok(items)
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse::<LitStr>()?.value();
        let constructor = input.parse()?;
        let content;
        braced!(content in input);
        let fields = content.parse_terminated(Field::parse, Token![,])?.into_iter().collect();
        Ok(Self { value, constructor, fields })
    }
}

impl Parse for Field {
    /// Reads `required "name": nullable scalar CertificateName`, or `optional "size": integer as i64`.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let required = is_keyword(input, "required");
        keyword(input, if required { "required" } else { "optional" })?;
        let name = input.parse::<LitStr>()?.value();
        input.parse::<Token![:]>()?;
        let nullable = is_keyword(input, "nullable");
        if nullable {
            keyword(input, "nullable")?;
        }
        let kind = input.parse()?;
        let rust_type = if input.parse::<Option<Token![as]>>()?.is_some() {
            Some(input.parse::<syn::Type>()?.into_token_stream())
        } else {
            None
        };
        Ok(Self { name, required, nullable, kind, rust_type })
    }
}

impl Parse for Kind {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let kind: Ident = input.parse()?;
        Ok(match kind.to_string().as_str() {
            "scalar" => Self::Scalar(input.parse()?),
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "list" => {
                let item;
                parenthesized!(item in input);
                Self::List(Box::new(item.parse()?), ItemRules::read(&item)?)
            }
            "union" => Self::Union(input.parse()?),
            "value" => Self::Value,
            unknown => return Err(syn::Error::new(kind.span(), diagnostic::unknown_kind(unknown))),
        })
    }
}

fn is_keyword(input: ParseStream<'_>, word: &str) -> bool {
    input.fork().parse::<Ident>().is_ok_and(|name| name == word)
}

fn keyword(input: ParseStream<'_>, word: &str) -> syn::Result<()> {
    let name: Ident = input.parse()?;
    if name == word { Ok(()) } else { Err(syn::Error::new(name.span(), diagnostic::expected_keyword(word))) }
}
