//! Documentation comments: one line each, as a person would have written them.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::token::Bracket;
use syn::visit_mut::{self, VisitMut};
use syn::{AttrStyle, Attribute, Expr, ExprLit, Field, Ident, Item, Lit, LitStr, Meta, MetaNameValue, Token, Type};

use super::field_types::{argument_of, option_argument};
use super::known::Known;
use super::markdown;
use super::reach::{declared_name, name_in_types};
use super::types::type_items_mut;

/// Describes each field without a description by the first paragraph of its type's: a `$ref` has no room for one.
pub(super) fn describe_fields(file: &mut syn::File, known: &Known) {
    let mut docs = FieldDocs { summaries: &known.summaries };
    type_items_mut(file).into_iter().flatten().for_each(|item| docs.visit_item_mut(item));
}

/// The first paragraph of a type's description; `None` where typify has written the name for want of one.
pub(super) fn summary(item: &Item) -> Option<String> {
    let attributes = match item {
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        _ => return None,
    };
    let text = attributes.iter().filter_map(doc_text).collect::<Vec<_>>().join("\n");
    let paragraph: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let is_a_name = declared_name(item).is_some_and(|name| text.trim() == format!("`{name}`"));
    (!paragraph.is_empty() && !is_a_name).then(|| paragraph.join("\n"))
}

struct FieldDocs<'k> {
    /// By the name of the type.
    summaries: &'k BTreeMap<String, String>,
}

impl VisitMut for FieldDocs<'_> {
    fn visit_field_mut(&mut self, field: &mut Field) {
        let is_described = field.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
        if let (Some(_), false, Some(name)) = (&field.ident, is_described, named_type(&field.ty))
            && let Some(summary) = self.summaries.get(&name)
        {
            field.attrs.insert(0, doc(summary));
        }
        visit_mut::visit_field_mut(self, field);
    }
}

/// The generated type that a field holds one of, or perhaps none.
fn named_type(ty: &Type) -> Option<String> {
    if let Some(inner) = option_argument(ty).or_else(|| argument_of("Box", ty)) {
        return named_type(inner);
    }
    match ty {
        Type::Path(ty) => name_in_types(&ty.path),
        _ => None,
    }
}

/// Turns each `#[doc = "…"]` of several lines into as many attributes, which are printed as `///`.
pub(super) fn split_lines(file: &mut syn::File) {
    DocLines.visit_file_mut(file);
}

/// The same for an item by itself.
pub(super) fn split_lines_of(item: &mut Item) {
    DocLines.visit_item_mut(item);
}

struct DocLines;

impl VisitMut for DocLines {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        if attributes.iter().any(|attribute| attribute.path().is_ident("doc")) {
            let whole = std::mem::replace(attributes, Vec::with_capacity(attributes.len()));
            whole.into_iter().for_each(|attribute| add_lines(attribute, attributes));
        }
    }
}

fn add_lines(attribute: Attribute, lines: &mut Vec<Attribute>) {
    match doc_text(&attribute) {
        // An empty one stands between two paragraphs.
        Some(text) if !text.is_empty() => {
            let spaced = |line: String| if line.is_empty() { line } else { format!(" {line}") };
            lines.extend(markdown::lines(&text).into_iter().map(|line| doc(&spaced(line))));
        }
        _ => lines.push(attribute),
    }
}

/// `#[doc = "text"]`, which is so frequent that it is not parsed each time.
fn doc(text: &str) -> Attribute {
    let value = Lit::Str(LitStr::new(text, Span::call_site()));
    Attribute {
        pound_token: <Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: <Token![=]>::default(),
            value: Expr::Lit(ExprLit { attrs: Vec::new(), lit: value }),
        }),
    }
}

fn doc_text(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
