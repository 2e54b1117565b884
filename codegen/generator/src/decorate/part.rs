//! One part of the output: read, decorated and printed.

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use syn::{ImplItem, ImplItemFn, Item, ItemMod, parse_quote};

use super::client::client_mut;
use super::field_types::FieldTypes;
use super::known::Known;
use super::macros::Macro;
use super::printed::Printed;
use super::types::Declared;
use super::{answers, client, docs, doubles, macros, open_enums, operations, parts, types, unions, wire_names};
use crate::model::Model;

/// A part on its way.
pub(super) struct Part {
    /// All but types and operations.
    file: syn::File,
    pub(super) types: Vec<Declared>,
    pub(super) operations: Vec<ImplItemFn>,
    /// What stands behind all parts.
    macros: Vec<Macro>,
    index: usize,
    is_last: bool,
}

impl Part {
    /// Reads a part, and does what needs no other: its unions, their macros, and its operations.
    pub(super) fn parse(tokens: TokenStream, index: usize, count: usize, model: &Model) -> Result<Self> {
        let (rest, [types, operations]) = parts::take_out(tokens);
        let file = syn::parse2(rest).context("progenitor's output is no Rust")?;
        let is_last = index + 1 == count;
        let field_types = FieldTypes::of(model);
        let mut types = types::read(types)?;
        let unions = unions::attach(&mut types, model, &field_types)?;
        let mut macros = macros::of_unions(&unions, model, &field_types);
        if is_last {
            macros.extend(macros::of_scalars(model));
        }
        let operations = operations::read(operations, model)?;
        Ok(Self { file, types, operations, macros, index, is_last })
    }

    /// Decorates the rest, and prints it.
    pub(super) fn finish(self, known: &Known, model: &Model) -> Result<Printed> {
        let Self { mut file, types, mut operations, mut macros, index, is_last } = self;
        let mut items = Vec::new();
        for mut declared in types {
            let item = &mut declared.item;
            // typify's conversions match on the variants it knows; nobody has to make an answer.
            if open_enums::open(item, &known.reach)? || answers::let_grow(item, &known.reach) {
                declared.drop_impls();
            }
            let item = &mut declared.item;
            doubles::refuse(item)?;
            docs::describe_fields(item, known);
            docs::split_lines(item);
            declared.into_items(&mut items)?;
        }
        if is_last {
            let scalars = items.len();
            items.extend(types::scalar_types(model));
            items[scalars..].iter_mut().for_each(docs::split_lines);
        }
        let module = file.items.iter_mut().find_map(types_mut).context("progenitor made no module of types")?;
        if index == 0 {
            items.insert(0, types::imports());
            // A document need not describe everything.
            module.attrs.push(parse_quote!(#[allow(missing_docs)]));
        }
        module.content.as_mut().context("progenitor's module of types is in another file")?.1 = items;
        operations.iter_mut().for_each(|operation| docs::split_lines_of(&mut operation.attrs));
        let client = file.items.iter_mut().rev().find_map(client_mut).context("progenitor made no operations")?;
        client.items = operations.into_iter().map(ImplItem::Fn).collect();
        if index == 0 {
            client::replace(&mut file, model)?;
        }
        macros.iter_mut().for_each(|one| docs::split_lines(&mut one.item));
        // Hardly any document has them.
        if model.has_marks {
            file = wire_names::restore(&file)?;
            for one in &mut macros {
                one.item = wire_names::restore(&one.item)?;
            }
        }
        Ok(Printed::of(index, file.items, macros))
    }
}

fn types_mut(item: &mut Item) -> Option<&mut ItemMod> {
    match item {
        Item::Mod(module) if module.ident == "types" => Some(module),
        _ => None,
    }
}

/// What stands in the module of types of a part.
pub(super) fn is_types(item: &Item) -> bool {
    matches!(item, Item::Mod(module) if module.ident == "types")
}
