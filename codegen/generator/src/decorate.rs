//! Rewrites progenitor's output: adds what only the model knows, replaces the client, and prints the result.
//!
//! Every change looks for the exact construct that it replaces and fails if that is missing, so that a change in
//! progenitor's output is noticed here and not by the users of the client.

pub(crate) mod accessors;
mod answers;
mod attributes;
mod blocks;
mod bodies;
mod client;
mod docs;
mod duplicate_names;
mod facts;
mod field_types;
mod macros;
mod markdown;
mod open_enums;
mod operations;
mod types;
mod unions;
mod usage;
mod wire;
mod wire_names;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use syn::{ImplItem, Item, ItemMod, parse_quote};

pub(crate) use attributes::serde_argument;

use crate::model::Model;
use client::client_mut;
use facts::Facts;
use field_types::FieldTypes;
use types::Declared;

/// The code of the client crate's generated file.
pub(crate) fn decorate(generated: TokenStream, model: &Model) -> Result<String> {
    let (rest, [types, operations]) = blocks::take_out(generated);
    let mut file: syn::File = syn::parse2(rest).context("progenitor's output is no Rust")?;
    let field_types = FieldTypes::of(model);
    let mut types = types::parse_types(types)?;
    let unions = unions::attach_derives(&mut types, model, &field_types)?;
    let mut macros: Vec<Item> = macros::for_scalars(model).collect();
    macros.extend(macros::for_unions(&unions, model, &field_types));
    macros.iter_mut().for_each(docs::split_lines);
    let mut operations = operations::parse_operations(operations, model)?;
    operations.iter_mut().for_each(|operation| docs::split_lines_of(&mut operation.attrs));
    let facts = Facts::collect(&types, &operations, model)?;

    let module = file.items.iter_mut().find_map(types_mut).context("progenitor made no module of types")?;
    // A document need not describe everything.
    module.attrs.push(parse_quote!(#[allow(missing_docs)]));
    module.content.as_mut().context("progenitor's module of types is in another file")?.1 =
        finish_types(types, &facts, model)?;
    let client = file.items.iter_mut().rev().find_map(client_mut).context("progenitor made no operations")?;
    client.items = operations.into_iter().map(ImplItem::Fn).collect();
    client::replace_client(&mut file, model)?;
    file.items.extend(macros);
    // Hardly any document has them.
    if model.has_marks {
        file = wire_names::restore_wire_names(&file)?;
    }
    Ok(prettyplease::unparse(&file))
}

/// The content of the module of types.
fn finish_types(types: Vec<Declared>, facts: &Facts, model: &Model) -> Result<Vec<Item>> {
    let mut items = vec![types::imports()];
    for mut declared in types {
        let item = &mut declared.item;
        // typify's conversions match on the variants it knows; nobody has to make an answer.
        if open_enums::open_if_answered(item, &facts.usage)? || answers::make_extensible(item, &facts.usage) {
            declared.drop_impls();
        }
        let item = &mut declared.item;
        duplicate_names::refuse_duplicates(item)?;
        docs::describe_fields(item, facts);
        docs::split_lines(item);
        declared.into_items(&mut items)?;
    }
    let scalars = items.len();
    items.extend(types::scalar_types(model));
    items[scalars..].iter_mut().for_each(docs::split_lines);
    Ok(items)
}

fn types_mut(item: &mut Item) -> Option<&mut ItemMod> {
    match item {
        Item::Mod(module) if module.ident == "types" => Some(module),
        _ => None,
    }
}
