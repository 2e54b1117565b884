//! Reads the input of the macro: the table that the wrapper is for, and the caller's tokens.
//!
//! The table is a string, because it is then a single token for every crate that reads the macro:
//!
//! ```text
//! Pet pet draft PetDraft tag "kind"
//! "cat" => pet_builders::cat_with { "name": string Name name, "lives"?: i64, "owner"?: object Owner owner | null },
//! "dog" "wolf" => pet_builders::dog_with { "kind": string enum DogKind dog_kind, "sound": string enum Sound sound = "woof", "names"?: [string where { max_length = 9 }, unique_items], ..{f64} },
//! "bird" => Pet::Bird(union Bird bird),
//! ```
//!
//! A struct has one case, without literals. Those of an enum are its values. A union without a tag has a case for each
//! member; if others have values of the same JSON type, the forms of its own follow:
//! `Pet::Cat(object Cat cat; { "name": string Name name }),`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Lit, LitStr, Token, braced, bracketed, parenthesized, token};

use super::table::{Case, Content, Field, Fields, Input, JsonType, Kind, Literal, Named, Table};
use crate::diagnostic::{Mistakes, request as diagnostic};
use crate::items::ItemRules;
use crate::number::NumberLiteral;
use crate::rules::{Rules, RulesInput};
use crate::tokens::{call_of_wrapper, visible};

impl Parse for Input {
    /// Reads `[$crate] "table" input`, where the macro of another type puts `@"subject"` before the value.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let call = call_of_wrapper(input.span());
        let root;
        bracketed!(root in input);
        let root = root.parse()?;
        let table = input.parse::<LitStr>()?.parse_with(|input: ParseStream<'_>| Table::parse(root, input))?;
        let is_nested = input.peek(Token![@]) && input.peek2(LitStr);
        let subject = if is_nested {
            input.parse::<Token![@]>()?;
            input.parse::<LitStr>()?.value()
        } else {
            format!("`{}`", table.name)
        };
        Ok(Self { table, subject, call, tokens: visible(input.parse()?) })
    }
}

impl Table {
    fn parse(root: TokenStream, input: ParseStream<'_>) -> syn::Result<Self> {
        let (name, macro_name) = (input.parse()?, input.parse::<Ident>()?.to_string());
        let draft = if word(input, "draft")? { Some(input.parse::<Ident>()?.to_string()) } else { None };
        let tag = if word(input, "tag")? { Some(input.parse::<LitStr>()?.value()) } else { None };
        let cases = input.parse_terminated(Case::parse, Token![,])?.into_iter().collect();
        Ok(Self { root, name, macro_name, draft, tag, cases })
    }
}

impl Parse for Case {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let literals = literals(input)?;
        if !literals.is_empty() {
            input.parse::<Token![=>]>()?;
        }
        let path = input.call(syn::Path::parse_mod_style)?.into_token_stream();
        let content = if input.peek(token::Brace) {
            Content::Fields(fields(input)?)
        } else if input.peek(token::Paren) {
            let value;
            parenthesized!(value in input);
            let (boxed, kind) = (word(&value, "boxed")?, value.parse()?);
            let mut forms = Vec::new();
            while value.parse::<Option<Token![;]>>()?.is_some() {
                forms.push(value.parse()?);
            }
            Content::Value { kind, boxed, forms }
        } else {
            Content::Unit
        };
        Ok(Self { literals, path, content })
    }
}

/// Reads `{ "name": kind, "name"?: kind | null, ..kind, !"read_only" }`.
fn fields(input: ParseStream<'_>) -> syn::Result<Fields> {
    let content;
    braced!(content in input);
    let mut read = Fields::default();
    while !content.is_empty() {
        if content.parse::<Option<Token![..]>>()?.is_some() {
            read.extra = Some(Box::new(content.parse()?));
        } else if content.parse::<Option<Token![!]>>()?.is_some() {
            read.read_only.push(content.parse::<LitStr>()?.value());
        } else {
            read.fields.push(content.parse()?);
        }
        content.parse::<Option<Token![,]>>()?;
    }
    Ok(read)
}

impl Parse for Field {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse::<LitStr>()?.value();
        let required = input.parse::<Option<Token![?]>>()?.is_none();
        input.parse::<Token![:]>()?;
        let boxed = word(input, "boxed")?;
        let (kind, nullable) = match input.parse()? {
            Kind::Nullable(kind) => (*kind, true),
            kind => (kind, false),
        };
        let is_constant = input.parse::<Option<Token![=]>>()?.is_some();
        let only = if is_constant { literals(input)?.pop() } else { None };
        Ok(Self { name, required, nullable, boxed, kind, only })
    }
}

impl Parse for Kind {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let kind = if input.peek(token::Bracket) {
            let item;
            bracketed!(item in input);
            Self::List(Box::new(item.parse()?), ItemRules::read(&item)?)
        } else if input.peek(token::Brace) {
            let ahead = input.fork();
            let content;
            braced!(content in ahead);
            if content.is_empty() || content.peek(LitStr) || content.peek(Token![..]) || content.peek(Token![!]) {
                Self::Fields(fields(input)?)
            } else {
                let content;
                braced!(content in input);
                Self::Map(Box::new(content.parse()?))
            }
        } else if input.peek(Lit) || input.peek(Token![-]) {
            Self::Literals(literals(input)?)
        } else {
            named(input)?
        };
        let kind = match input.parse::<Option<Token![where]>>()? {
            Some(_) => Self::Checked(Box::new(kind), rules(input)?),
            None => kind,
        };
        if input.parse::<Option<Token![|]>>()?.is_none() {
            return Ok(kind);
        }
        input.parse::<Ident>()?;
        Ok(Self::Nullable(Box::new(kind)))
    }
}

/// Reads `i64`, or `string CertificateName certificate_name`.
fn named(input: ParseStream<'_>) -> syn::Result<Kind> {
    let word: Ident = input.parse()?;
    let json_type = match word.to_string().as_str() {
        "rules" => return Ok(Kind::Rules(input.parse()?, rules(input)?)),
        "i64" => return Ok(Kind::I64),
        "u64" => return Ok(Kind::U64),
        "f64" => return Ok(Kind::F64),
        "boolean" => return Ok(Kind::Boolean),
        "json" => return Ok(Kind::Json),
        "string" if !input.peek(Ident) && !input.peek(Token![enum]) => return Ok(Kind::String),
        "integer" if !input.peek(Ident) && !input.peek(Token![enum]) => return Ok(Kind::Integer),
        "string" => JsonType::String,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "object" => JsonType::Object,
        "union" => JsonType::Any,
        unknown => return Err(syn::Error::new(word.span(), diagnostic::unknown_kind(unknown))),
    };
    let is_enum = input.parse::<Option<Token![enum]>>()?.is_some();
    let is_choice = is_enum || json_type == JsonType::Any;
    Ok(Kind::Named(json_type, Named { name: input.parse()?, macro_name: input.parse()?, is_choice }))
}

/// Reads `{ format = "uuid" }`.
fn rules(input: ParseStream<'_>) -> syn::Result<Rules> {
    let content;
    braced!(content in input);
    let mut rules = RulesInput::default();
    rules.read(&content)?;
    let mut mistakes = Mistakes::default();
    let rules = rules.check(&mut mistakes);
    mistakes.none_or(rules)
}

/// Reads literals up to anything else.
fn literals(input: ParseStream<'_>) -> syn::Result<Vec<Literal>> {
    let mut literals = Vec::new();
    while input.peek(Lit) || input.peek(Token![-]) {
        literals.push(if input.peek(LitStr) {
            Literal::String(input.parse::<LitStr>()?.value())
        } else if input.peek(syn::LitBool) {
            Literal::Boolean(input.parse::<syn::LitBool>()?.value)
        } else {
            Literal::Number(input.parse::<NumberLiteral>()?.number())
        });
    }
    Ok(literals)
}

/// Reads the word, if it is the next one.
fn word(input: ParseStream<'_>, word: &str) -> syn::Result<bool> {
    let is_next = input.fork().parse::<Ident>().is_ok_and(|name| name == word);
    if is_next {
        input.parse::<Ident>()?;
    }
    Ok(is_next)
}
