//! One part of the output: read, decorated and printed.

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use syn::Item;

use super::field_types::FieldTypes;
use super::known::Known;
use super::macros::Macro;
use super::printed::Printed;
use super::{accessors, answers, client, docs, doubles, macros, open_enums, operations, types, unions, wire_names};
use crate::model::Model;

/// A part on its way.
pub(super) struct Part {
    pub(super) file: syn::File,
    /// What stands behind all parts.
    macros: Vec<Macro>,
    index: usize,
    is_last: bool,
}

impl Part {
    /// Reads a part, and does what needs no other: its unions, their macros, and its operations.
    pub(super) fn parse(tokens: TokenStream, index: usize, count: usize, model: &Model) -> Result<Self> {
        let mut file: syn::File = syn::parse2(tokens).context("progenitor's output is no Rust")?;
        let is_last = index + 1 == count;
        let field_types = FieldTypes::of(model);
        let types = types::type_items_mut(&mut file).context("progenitor made no module of types")?;
        unions::attach(types, model, &field_types)?;
        let mut macros = macros::of_unions(types, model, &field_types);
        if is_last {
            macros.extend(macros::of_scalars(model));
        }
        operations::rewrite(&mut file, model)?;
        Ok(Self { file, macros, index, is_last })
    }

    /// Decorates the rest, and prints it.
    pub(super) fn finish(mut self, known: &Known, model: &Model) -> Result<Printed> {
        let file = &mut self.file;
        types::complete(file, model, self.index == 0, self.is_last);
        open_enums::open(file, &known.reach)?;
        answers::let_grow(file, &known.reach);
        accessors::write(file);
        docs::describe_fields(file, known);
        if self.index == 0 {
            client::replace(file, model)?;
        }
        docs::split_lines(file);
        self.macros.iter_mut().for_each(|one| docs::split_lines_of(&mut one.item));
        doubles::refuse(file)?;
        // Hardly any document has them.
        if model.has_marks {
            *file = wire_names::restore(file)?;
            for one in &mut self.macros {
                one.item = wire_names::restore(&one.item)?;
            }
        }
        Ok(Printed::of(self.index, self.file.items, self.macros))
    }
}

/// What stands in the module of types of a part.
pub(super) fn is_types(item: &Item) -> bool {
    matches!(item, Item::Mod(module) if module.ident == "types")
}
