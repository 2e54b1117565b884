//! Documentation comments: one line each, as a person would have written them.

use std::collections::BTreeMap;

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ExprLit, Field, Item, Lit, Meta, Type, parse_quote};

use super::field_types::{argument_of, option_argument};
use super::markdown;
use super::reach::{declared_name, name_in_types};
use super::types::type_items;

/// Describes each field without a description by the first paragraph of its type's: a `$ref` has no room for one.
pub(super) fn describe_fields(file: &mut syn::File) {
    let summaries = type_items(file).iter().filter_map(|item| Some((declared_name(item)?, summary(item)?))).collect();
    FieldDocs { summaries }.visit_file_mut(file);
}

/// The first paragraph of a type's description; `None` where typify has written the name for want of one.
fn summary(item: &Item) -> Option<String> {
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

struct FieldDocs {
    /// By the name of the type.
    summaries: BTreeMap<String, String>,
}

impl VisitMut for FieldDocs {
    fn visit_field_mut(&mut self, field: &mut Field) {
        let is_described = field.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
        if let (Some(_), false, Some(name)) = (&field.ident, is_described, named_type(&field.ty))
            && let Some(summary) = self.summaries.get(&name)
        {
            field.attrs.insert(0, parse_quote!(#[doc = #summary]));
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

struct DocLines;

impl VisitMut for DocLines {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        *attributes = attributes.drain(..).flat_map(lines_of).collect();
    }
}

fn lines_of(attribute: Attribute) -> Vec<Attribute> {
    let Some(text) = doc_text(&attribute) else { return vec![attribute] };
    if text.is_empty() {
        // It stands between two paragraphs.
        return vec![attribute];
    }
    let lines = markdown::lines(&text).into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") });
    lines.map(|line| parse_quote!(#[doc = #line])).collect()
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
