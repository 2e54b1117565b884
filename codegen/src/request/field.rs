//! The check of a value against its field.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::LitStr;

use super::model::Content;
use super::union::{Field, Kind, Union};
use super::value::{Form, Value};
use crate::diagnostic::{Mistakes, literal as literal_diagnostic, request as diagnostic, words::suggested};
use crate::items::ItemRules;
use crate::literal::{called_macro, check_number, check_text};
use crate::number::NumberLiteral;
use crate::rules::Rules;

/// The content of `field`; `None` if it is invalid, which has been reported.
pub(super) fn check_value(union: &Union, field: &Field, value: &Value, mistakes: &mut Mistakes) -> Option<Content> {
    let name = field.name.as_str();
    let message = match value.form {
        Form::Null if field.nullable => return Some(Content::Null),
        Form::None if field.nullable => diagnostic::none_for_null(name),
        Form::Null | Form::None if field.required => diagnostic::null_for_required(name),
        Form::Null | Form::None => diagnostic::null_for_optional(name),
        Form::Some if !field.required || field.nullable => diagnostic::wrapped_in_some(name),
        _ => {
            let subject = format!("`{name}`");
            return Checker { union, subject, mistakes }.content(&field.kind, value);
        }
    };
    mistakes.add_over(&value.tokens, message);
    None
}

struct Checker<'a> {
    union: &'a Union,
    /// The subject of messages: the field, or an item of it.
    subject: String,
    mistakes: &'a mut Mistakes,
}

impl Checker<'_> {
    fn content(&mut self, kind: &Kind, value: &Value) -> Option<Content> {
        if let Some((scalar, rules)) = self.union.number_rules(kind) {
            return self.number(scalar, rules, value);
        }
        let tokens = &value.tokens;
        let message = match (kind, &value.form) {
            (_, Form::Missing) => return None,
            (_, Form::TwoInOne(second)) => {
                self.mistakes.add(*second, diagnostic::TWO_VALUES);
                return None;
            }
            (Kind::Scalar(scalar), Form::String(literal)) => return self.constant(scalar, literal),
            (Kind::Scalar(scalar), Form::Expression) => match called_text(tokens) {
                Some(called) => literal_diagnostic::text_of_macro(&scalar.to_string(), &called),
                None => return Some(Content::Expression(tokens.clone())),
            },
            (Kind::String, Form::String(literal)) => return Some(Content::String(literal.clone())),
            (Kind::Integer, Form::Integer { .. })
            | (Kind::Number, Form::Float)
            | (Kind::Boolean, Form::Boolean)
            | (_, Form::Expression | Form::None | Form::Some) => return Some(Content::Expression(tokens.clone())),
            (Kind::Number, Form::Integer { literal, negative }) => {
                return Some(Content::Expression(as_float(literal, *negative)));
            }
            (Kind::List(item, rules), Form::List(items)) => {
                self.check_items(*rules, value, items);
                let subject = format!("an item of {}", self.subject);
                let mut checker = Checker { union: self.union, subject, mistakes: self.mistakes };
                // All items are checked, so that every mistake is reported.
                let items: Vec<_> = items.iter().map(|value| checker.item(item, value)).collect();
                return items.into_iter().collect::<Option<_>>().map(Content::List);
            }
            (Kind::Union(union), Form::Object) => diagnostic::object_for_union(&self.subject, &union.to_string()),
            (Kind::Value, Form::Object) => diagnostic::object(&self.subject),
            (Kind::Value, _) => return Some(Content::Expression(tokens.clone())),
            (Kind::Scalar(_) | Kind::String, Form::Character(character)) => diagnostic::single_quotes(*character),
            (Kind::Scalar(_) | Kind::String, Form::Prefixed) => diagnostic::prefixed(&self.subject),
            (Kind::Integer, Form::Float) => {
                diagnostic::wrong_type(&self.subject, "an integer", "a floating-point number", "42")
            }
            (kind, form) => diagnostic::wrong_type(&self.subject, &wanted(kind), what(form), &instead(kind, value)),
        };
        self.mistakes.add_over(tokens, message);
        None
    }

    /// Checks the number of items, and whether those that are literals are unique.
    fn check_items(&mut self, rules: ItemRules, list: &Value, items: &[Value]) {
        let found = items.len();
        if let Some(least) = rules.least.filter(|least| found < *least) {
            self.mistakes.add_over(&list.tokens, diagnostic::too_few_items(&self.subject, found, least));
        }
        if let Some(most) = rules.most.filter(|most| found > *most) {
            self.mistakes.add_over(&list.tokens, diagnostic::too_many_items(&self.subject, found, most));
        }
        if rules.unique {
            for (index, item) in items.iter().enumerate() {
                let known = known(item);
                if known.is_some() && items[..index].iter().any(|other| self::known(other) == known) {
                    self.mistakes.add_over(&item.tokens, diagnostic::duplicate_item(&self.subject));
                }
            }
        }
    }

    /// An item of a list, which is never null.
    fn item(&mut self, kind: &Kind, value: &Value) -> Option<Content> {
        let message = match value.form {
            Form::Null => diagnostic::null_in_list(&self.subject),
            Form::Missing => diagnostic::COMMA_WITHOUT_ITEM.to_owned(),
            _ => return self.content(kind, value),
        };
        self.mistakes.add_over(&value.tokens, message);
        None
    }

    fn constant(&mut self, scalar: &Ident, literal: &LitStr) -> Option<Content> {
        let checked = match self.union.rules(scalar) {
            Some(Rules::Text(rules)) => check_text(&scalar.to_string(), rules, literal),
            _ => Ok(()),
        };
        match checked {
            Ok(()) => Some(Content::Constant { scalar: scalar.clone(), literal: literal.into() }),
            Err(message) => {
                self.mistakes.add(literal.span(), message);
                None
            }
        }
    }

    /// A value of a number with rules.
    fn number(&mut self, scalar: &Ident, rules: &Rules, value: &Value) -> Option<Content> {
        let plain = if matches!(rules, Rules::Integer(_)) { Kind::Integer } else { Kind::Number };
        let literal = NumberLiteral::of(value.tokens.clone());
        let Some(number) = literal.filter(|number| plain == Kind::Number || number.integer().is_some()) else {
            return self.content(&plain, value);
        };
        match check_number(&scalar.to_string(), rules, &number) {
            Ok(literal) => Some(Content::Constant { scalar: scalar.clone(), literal }),
            Err(message) => {
                self.mistakes.add_over(&value.tokens, message);
                None
            }
        }
    }
}

/// The value of a literal; `true` marks strings, which never equal a number.
fn known(value: &Value) -> Option<(bool, String)> {
    match &value.form {
        Form::String(literal) => Some((true, literal.value())),
        Form::Integer { .. } | Form::Float => {
            NumberLiteral::of(value.tokens.clone()).map(|number| (false, number.number().to_string()))
        }
        Form::Boolean => Some((false, value.tokens.to_string())),
        _ => None,
    }
}

/// The macro that is called, if it results in a string.
fn called_text(tokens: &TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let called = called_macro(&tokens)?;
    ["include_str", "concat", "format", "env", "stringify"].contains(&called.as_str()).then_some(called)
}

/// An integer as the `42.0` that Rust expects.
fn as_float(literal: &syn::LitInt, negative: bool) -> TokenStream {
    let mut number: proc_macro2::Literal = match format!("{}.0", literal.base10_digits()).parse() {
        Ok(number) => number,
        // Not reached: the digits of a number are a number.
        Err(_) => literal.token(),
    };
    number.set_span(literal.span());
    if negative { quote::quote_spanned!(literal.span()=> -#number) } else { TokenTree::from(number).into() }
}

/// A field's type, in JSON's words.
fn wanted(kind: &Kind) -> String {
    match kind {
        Kind::Scalar(_) | Kind::String => "a string".to_owned(),
        Kind::Integer => "an integer".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::Boolean => "a boolean".to_owned(),
        Kind::List(..) => "a list".to_owned(),
        Kind::Union(name) => format!("a value of type `{name}`"),
        Kind::Value => "a value".to_owned(),
    }
}

/// A value's type, in JSON's words.
pub(super) fn what(form: &Form) -> &'static str {
    match form {
        Form::String(_) => "a string",
        Form::Integer { .. } | Form::Float => "a number",
        Form::Boolean => "a boolean",
        Form::Character(_) => "a character",
        Form::Prefixed => "bytes",
        Form::Null | Form::None => "null",
        Form::List(_) => "a list",
        Form::Object => "an object",
        Form::Some | Form::Expression | Form::TwoInOne(_) | Form::Missing => "an expression",
    }
}

/// The suggestion for a value of the wrong type.
fn instead(kind: &Kind, value: &Value) -> String {
    let text = value.tokens.to_string().replace("- ", "-");
    match (kind, &value.form) {
        (Kind::Scalar(_) | Kind::String, Form::Integer { .. } | Form::Float | Form::Boolean) => format!("{text:?}"),
        (Kind::Scalar(_) | Kind::String, Form::List(items)) => match items.as_slice() {
            [Value { form: Form::String(_), tokens }] => suggested(&tokens.to_string()),
            _ => "\"…\"".to_owned(),
        },
        (Kind::Scalar(_) | Kind::String, _) => "\"…\"".to_owned(),
        (Kind::Integer, Form::String(literal)) if literal.value().parse::<i128>().is_ok() => literal.value(),
        (Kind::Number, Form::String(literal)) if literal.value().parse::<f64>().is_ok() => literal.value(),
        (Kind::Boolean, Form::String(literal)) if literal.value().parse::<bool>().is_ok() => literal.value(),
        (Kind::Integer, _) => "42".to_owned(),
        (Kind::Number, _) => "4.2".to_owned(),
        (Kind::Boolean, _) => "true` or `false".to_owned(),
        (Kind::List(..), Form::String(_) | Form::Integer { .. } | Form::Float | Form::Boolean) => {
            format!("[{}]", suggested(&text))
        }
        (Kind::List(..), _) => "[…]".to_owned(),
        (Kind::Union(name), _) => format!("{name}::…"),
        (Kind::Value, _) => "…".to_owned(),
    }
}
