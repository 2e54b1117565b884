//! A value in the caller's object.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::literal::JsonLiteral;
use crate::tokens::{depth_after, is_colon, is_mark, visible};

pub(super) struct Value {
    pub(super) form: Form,
    pub(super) tokens: TokenStream,
}

pub(super) enum Form {
    String(syn::LitStr),
    Integer {
        literal: syn::LitInt,
        negative: bool,
    },
    Float,
    Boolean,
    /// In single quotes.
    Character(char),
    /// `b"…"` or `c"…"`.
    Prefixed,
    Null,
    /// `None`, Rust's counterpart of `null`.
    None,
    /// `Some(…)`
    Some,
    List(Vec<Value>),
    Object(Group),
    Expression,
    /// Two values without a separator; the start of the second.
    TwoInOne(Span),
    /// No value.
    Missing,
}

impl Value {
    pub(super) fn of(tokens: &[TokenTree]) -> Self {
        let form = match tokens {
            [] => Form::Missing,
            [minus, number] if is_mark(Some(minus), '-') => literal(number, true),
            [TokenTree::Ident(name), TokenTree::Group(group)]
                if name == "Some" && group.delimiter() == Delimiter::Parenthesis =>
            {
                Form::Some
            }
            [token] => single(token),
            _ => Form::Expression,
        };
        let form = match (form, second_value(tokens)) {
            (Form::Expression, Some(second)) => Form::TwoInOne(second),
            (form, _) => form,
        };
        Self { form, tokens: tokens.iter().cloned().collect() }
    }

    /// The span of its first token.
    pub(super) fn span(&self) -> Span {
        self.tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span())
    }
}

fn single(token: &TokenTree) -> Form {
    match token {
        TokenTree::Ident(name) if name == "null" => Form::Null,
        TokenTree::Ident(name) if name == "None" => Form::None,
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Bracket => Form::List(items(&visible(group.stream()))),
            Delimiter::Brace if is_object(&visible(group.stream())) => Form::Object(group.clone()),
            // The `-30` of another macro's `$number:literal`.
            Delimiter::None => literal(token, false),
            _ => Form::Expression,
        },
        token => literal(token, false),
    }
}

fn literal(token: &TokenTree, negative: bool) -> Form {
    match JsonLiteral::of(token) {
        Some(JsonLiteral::Integer(literal)) => Form::Integer { literal, negative },
        Some(JsonLiteral::Float(_)) => Form::Float,
        _ if negative => Form::Expression,
        Some(JsonLiteral::String(literal)) => Form::String(literal),
        Some(JsonLiteral::Boolean(_)) => Form::Boolean,
        Some(JsonLiteral::Character(character)) => Form::Character(character),
        Some(JsonLiteral::Prefixed) => Form::Prefixed,
        None => Form::Expression,
    }
}

/// Whether it is a JSON object rather than a block of statements.
fn is_object(tokens: &[TokenTree]) -> bool {
    tokens.is_empty() || is_colon(tokens, 1)
}

fn items(tokens: &[TokenTree]) -> Vec<Value> {
    let mut items = Vec::new();
    let (mut start, mut depth) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        if depth == 0 && is_mark(Some(token), ',') {
            items.push(match &tokens[start..at] {
                [] => Value { form: Form::Missing, tokens: token.clone().into() },
                item => Value::of(item),
            });
            start = at + 1;
        } else {
            depth = depth_after(&tokens[start..=at], depth);
        }
    }
    if start < tokens.len() {
        items.push(Value::of(&tokens[start..]));
    }
    items
}

/// The start of a second value that follows a first one without a separator, as in `my cert`.
fn second_value(tokens: &[TokenTree]) -> Option<Span> {
    let begins = |token: &TokenTree| match token {
        TokenTree::Ident(name) => !is_keyword(name),
        TokenTree::Literal(_) => true,
        _ => false,
    };
    let found = tokens.windows(2).find(|pair| pair.iter().all(begins))?;
    Some(found[1].span())
}

/// Whether it is a keyword that can precede or follow a name or a literal.
fn is_keyword(name: &Ident) -> bool {
    // `raw` is a keyword only in `&raw const`.
    name == "raw" || syn::parse_str::<Ident>(&name.to_string()).is_err()
}
