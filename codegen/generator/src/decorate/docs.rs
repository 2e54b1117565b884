//! Normalizes doc comments: one attribute per line, and descriptions for fields that have none.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Field, Fields, Item, Type};

use super::attributes::{doc, doc_text};
use super::facts::Facts;
use super::field_types::{argument_of, option_argument};
use super::markdown;
use super::usage::{declared_name, name_in_types};

/// Describes each field without a description by the first paragraph of its type's: a `$ref` has no room for one.
pub(super) fn describe_fields(item: &mut Item, facts: &Facts) {
    for field in fields_mut(item) {
        let is_described = field.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
        if let (Some(_), false, Some(name)) = (&field.ident, is_described, named_type(&field.ty))
            && let Some(summary) = facts.summaries.get(&name)
        {
            field.attrs.insert(0, doc(summary));
        }
    }
}

/// The fields of a struct, or of all variants of an enum.
fn fields_mut(item: &mut Item) -> impl Iterator<Item = &mut Field> {
    let (of_struct, variants) = match item {
        Item::Struct(item) => (Some(&mut item.fields), None),
        Item::Enum(item) => (None, Some(&mut item.variants)),
        _ => (None, None),
    };
    let of_variants = variants.into_iter().flatten().map(|variant| &mut variant.fields);
    of_struct.into_iter().chain(of_variants).flat_map(Fields::iter_mut)
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
pub(super) fn split_lines(item: &mut Item) {
    if let Item::Enum(item) = item {
        item.variants.iter_mut().for_each(|variant| split_lines_of(&mut variant.attrs));
    }
    fields_mut(item).for_each(|field| split_lines_of(&mut field.attrs));
    match item {
        Item::Struct(item) => split_lines_of(&mut item.attrs),
        Item::Enum(item) => split_lines_of(&mut item.attrs),
        item => DocLines.visit_item_mut(item),
    }
}

struct DocLines;

impl VisitMut for DocLines {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        split_lines_of(attributes);
    }
}

/// The same for the attributes of one thing.
pub(super) fn split_lines_of(attributes: &mut Vec<Attribute>) {
    if attributes.iter().any(|attribute| attribute.path().is_ident("doc")) {
        let whole = std::mem::replace(attributes, Vec::with_capacity(attributes.len()));
        whole.into_iter().for_each(|attribute| add_lines(attribute, attributes));
    }
}

fn add_lines(attribute: Attribute, lines: &mut Vec<Attribute>) {
    match doc_text(&attribute) {
        // An empty one stands between two paragraphs.
        Some(text) if !text.is_empty() => markdown::for_each_line(&text, |line| {
            lines.push(if line.is_empty() { doc(line) } else { doc(&format!(" {line}")) });
        }),
        _ => lines.push(attribute),
    }
}
