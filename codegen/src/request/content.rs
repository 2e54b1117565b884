//! The check of a value against its kind.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote_spanned;

use super::findings::Findings;
use super::table::{JsonType, Kind, Literal, Named, Table};
use super::value::{Form, Value};
use super::{expand, object};
use crate::diagnostic::{literal as literal_diagnostic, request as diagnostic, words::suggested};
use crate::items::ItemRules;
use crate::literal::{called_macro, refusal};
use crate::number::NumberLiteral;
use crate::tokens::shown_at;

/// The code of a value, which messages call `subject`; `None` if it is invalid, which has been reported.
pub(super) fn check(
    table: &Table,
    kind: &Kind,
    value: &Value,
    subject: &str,
    findings: &mut Findings,
) -> Option<TokenStream> {
    Checker { table, subject, findings }.content(kind, value)
}

struct Checker<'a> {
    table: &'a Table,
    subject: &'a str,
    findings: &'a mut Findings,
}

impl Checker<'_> {
    fn content(&mut self, kind: &Kind, value: &Value) -> Option<TokenStream> {
        let tokens = &value.tokens;
        let message = match (kind, &value.form) {
            (_, Form::Missing) => return None,
            (Kind::Nullable(kind), _) => return Some(expand::some(&self.content(kind, value)?)),
            (_, Form::TwoInOne(second)) => {
                self.findings.add(*second, diagnostic::TWO_VALUES);
                return None;
            }
            (_, Form::Character(character)) if matches!(kind.json_type(), JsonType::String | JsonType::Any) => {
                diagnostic::single_quotes(*character)
            }
            (_, Form::Prefixed) if matches!(kind.json_type(), JsonType::String | JsonType::Any) => {
                diagnostic::prefixed(self.subject)
            }
            (Kind::Named(JsonType::String, Named { name, .. }), Form::Expression) => match called_text(tokens) {
                Some(called) => literal_diagnostic::text_of_macro(&name.to_string(), &called),
                None => return Some(tokens.clone()),
            },
            (_, Form::Expression | Form::None | Form::Some) => return Some(tokens.clone()),
            (Kind::Json, _) => return Some(expand::json(self.table, value)),
            // Its macro knows the values.
            (Kind::Named(_, named), _) if named.is_choice => return Some(self.call(named, value)),
            (_, form) if !kind.accepts(form) => {
                let wanted = kind.json_type().name();
                diagnostic::wrong_type(self.subject, wanted, what(form), instead(kind.json_type(), value).as_deref())
            }
            (Kind::Named(_, named), _) => return Some(self.call(named, value)),
            (Kind::Checked(kind, rules), _) => match refusal(self.subject, rules, tokens.clone()) {
                Some(message) => message,
                None => return self.content(kind, value),
            },
            (Kind::String, Form::String(literal)) => return Some(expand::string(literal)),
            (Kind::F64, Form::Integer { literal, negative }) => return Some(expand::float(literal, *negative)),
            (Kind::I64 | Kind::U64 | Kind::Integer, Form::Integer { literal, negative }) => {
                match refusal_of_integer(self.subject, kind, tokens) {
                    Some(message) => message,
                    None if *kind == Kind::Integer => return Some(expand::number(literal, *negative)),
                    None => return Some(tokens.clone()),
                }
            }
            (Kind::List(item, rules), Form::List(items)) => return self.list(item, *rules, value, items),
            (Kind::Map(kind), Form::Object(group)) => {
                let object = object::read(group, self.findings);
                // All values are checked, so that every mistake is reported.
                let values: Vec<_> = object.entries.iter().map(|entry| self.entry(kind, entry)).collect();
                return values.into_iter().collect::<Option<Vec<_>>>().map(|entries| expand::map(&entries));
            }
            _ => return Some(tokens.clone()),
        };
        self.findings.add_over(tokens, message);
        None
    }

    fn list(&mut self, item: &Kind, rules: ItemRules, list: &Value, items: &[Value]) -> Option<TokenStream> {
        self.check_items(rules, list, items);
        let subject = format!("an item of {}", self.subject);
        let mut checker = Checker { table: self.table, subject: &subject, findings: self.findings };
        // All items are checked, so that every mistake is reported.
        let items: Vec<_> = items.iter().map(|value| checker.item(item, value)).collect();
        items.into_iter().collect::<Option<Vec<_>>>().map(|items| expand::list(&items))
    }

    /// Checks the number of items, and whether those that are literals are unique.
    fn check_items(&mut self, rules: ItemRules, list: &Value, items: &[Value]) {
        let found = items.len();
        if let Some(least) = rules.least.filter(|least| found < *least) {
            self.findings.add_over(&list.tokens, diagnostic::too_few_items(self.subject, found, least));
        }
        if let Some(most) = rules.most.filter(|most| found > *most) {
            self.findings.add_over(&list.tokens, diagnostic::too_many_items(self.subject, found, most));
        }
        if rules.unique {
            for (index, item) in items.iter().enumerate() {
                let known = Literal::of(item);
                if known.is_some() && items[..index].iter().any(|other| Literal::of(other) == known) {
                    self.findings.add_over(&item.tokens, diagnostic::duplicate_item(self.subject));
                }
            }
        }
    }

    /// A value of a map.
    fn entry<'e>(&mut self, kind: &Kind, entry: &'e object::Entry) -> Option<(&'e str, TokenStream)> {
        if entry.is_repeated {
            self.findings.add(entry.key_span, diagnostic::duplicate(&entry.key));
            return None;
        }
        let subject = format!("{} of {}", entry.subject(), self.subject);
        let mut checker = Checker { table: self.table, subject: &subject, findings: self.findings };
        Some((&entry.key, checker.item(kind, &entry.value)?))
    }

    /// An item of a list or a value of a map.
    fn item(&mut self, kind: &Kind, value: &Value) -> Option<TokenStream> {
        let message = match value.form {
            Form::Null if matches!(kind, Kind::Nullable(_)) => return Some(expand::none()),
            Form::Null if *kind != Kind::Json => diagnostic::null_item(self.subject),
            Form::Missing => diagnostic::COMMA_WITHOUT_ITEM.to_owned(),
            _ => return self.content(kind, value),
        };
        self.findings.add_over(&value.tokens, message);
        None
    }

    /// A call of the type's own macro, which checks the literal and is shown at it.
    fn call(&mut self, named: &Named, value: &Value) -> TokenStream {
        let (root, macro_name, literal) = (&self.table.root, &named.macro_name, &value.tokens);
        let path = shown_at(value.span(), quote::quote!(#root::#macro_name));
        let subject = named.is_choice.then(|| proc_macro2::Literal::string(self.subject));
        let subject = subject.map(|subject| quote_spanned!(value.span()=> @#subject));
        let call = quote_spanned!(value.span()=> #path!(#subject #literal));
        self.findings.add_call(&call);
        call
    }
}

/// Why a literal is out of the range of its integer type, about which rustc only has a lint.
fn refusal_of_integer(subject: &str, kind: &Kind, literal: &TokenStream) -> Option<String> {
    let number = NumberLiteral::of(literal.clone())?;
    let value = number.integer()?;
    let least = if *kind == Kind::U64 { 0 } else { i128::from(i64::MIN) };
    let most = if *kind == Kind::I64 { i128::from(i64::MAX) } else { i128::from(u64::MAX) };
    let expected = if value < least {
        format!("expected at least {least}")
    } else if value > most {
        format!("expected at most {most}")
    } else {
        return None;
    };
    Some(literal_diagnostic::invalid_number(&literal_diagnostic::valid_for(subject), &number.text(), &expected))
}

/// The macro that is called, if it results in a string.
fn called_text(tokens: &TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let called = called_macro(&tokens)?;
    ["include_str", "concat", "format", "env", "stringify"].contains(&called.as_str()).then_some(called)
}

impl Kind {
    /// Whether its values can be written in this form.
    pub(super) fn accepts(&self, form: &Form) -> bool {
        self.json_types().iter().any(|json_type| json_type.accepts(form))
    }
}

impl JsonType {
    /// Whether its values can be written in this form.
    fn accepts(self, form: &Form) -> bool {
        match form {
            Form::String(_) => matches!(self, Self::String | Self::Any),
            Form::Integer { .. } => matches!(self, Self::Integer | Self::Number | Self::Any),
            Form::Float => matches!(self, Self::Number | Self::Any),
            Form::Boolean => matches!(self, Self::Boolean | Self::Any),
            Form::List(_) => matches!(self, Self::List | Self::Any),
            Form::Object(_) => matches!(self, Self::Object | Self::Any),
            _ => false,
        }
    }
}

impl Literal {
    /// The value of a literal.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match &value.form {
            Form::String(literal) => Some(Self::String(literal.value())),
            Form::Integer { .. } | Form::Float => {
                NumberLiteral::of(value.tokens.clone()).map(|number| Self::Number(number.number()))
            }
            Form::Boolean => Some(Self::Boolean(value.tokens.to_string() == "true")),
            _ => None,
        }
    }

    pub(super) fn equals(&self, value: &Value) -> bool {
        Self::of(value).as_ref() == Some(self)
    }
}

/// The JSON name of a value's type.
pub(super) fn what(form: &Form) -> &'static str {
    match form {
        Form::String(_) => "a string",
        Form::Integer { .. } => "a number",
        Form::Float => "a floating-point number",
        Form::Boolean => "a boolean",
        Form::Character(_) => "a character",
        Form::Prefixed => "bytes",
        Form::Null | Form::None => "null",
        Form::List(_) => "a list",
        Form::Object(_) => "an object",
        Form::Some | Form::Expression | Form::TwoInOne(_) | Form::Missing => "an expression",
    }
}

/// The suggestion for a value of the wrong type, if it says more than the type; numbers are not made up.
fn instead(wanted: JsonType, value: &Value) -> Option<String> {
    let text = |value: &Value| value.tokens.to_string().replace("- ", "-");
    Some(match (wanted, &value.form) {
        (JsonType::Object, _) => "{ … }".to_owned(),
        (JsonType::List, Form::String(_) | Form::Integer { .. } | Form::Float | Form::Boolean) => {
            format!("[{}]", suggested(&text(value)))
        }
        (JsonType::List, Form::Object(_)) => "[{ … }]".to_owned(),
        (JsonType::List, _) => "[…]".to_owned(),
        (_, Form::List(items)) if items.len() == 1 && wanted.accepts(&items[0].form) => suggested(&text(&items[0])),
        (JsonType::String, Form::Integer { .. } | Form::Float | Form::Boolean) => format!("{:?}", text(value)),
        (JsonType::String, _) => "\"…\"".to_owned(),
        (JsonType::Integer, Form::String(literal)) if literal.value().parse::<i128>().is_ok() => literal.value(),
        (JsonType::Integer, Form::Float) => NumberLiteral::of(value.tokens.clone())?.whole()?.to_string(),
        (JsonType::Number, Form::String(literal)) if literal.value().parse().is_ok_and(f64::is_finite) => {
            literal.value()
        }
        (JsonType::Boolean, Form::String(literal)) if literal.value().parse::<bool>().is_ok() => literal.value(),
        (JsonType::Boolean, _) => "true` or `false".to_owned(),
        (JsonType::Integer | JsonType::Number | JsonType::Any, _) => return None,
    })
}
