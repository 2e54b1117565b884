//! Attaches to progenitor's output what progenitor does not know, as tokens on its syntax tree.
//!
//! Every change looks for the exact construct that it replaces and fails if that is not there, so that a progenitor
//! which writes something else is noticed here and not by the users of the client.

pub(crate) mod accessors;
mod answers;
mod client;
mod docs;
mod doubles;
mod field_types;
mod macros;
mod markdown;
mod open_enums;
mod operations;
mod reach;
mod types;
mod unions;
mod wire;
mod wire_names;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;

pub(crate) use open_enums::serde_argument;

use crate::model::Model;

/// The syntax tree of the client crate's generated file.
pub(crate) fn decorate(generated: TokenStream, model: &Model) -> Result<syn::File> {
    // Looked for once, since hardly any document has them.
    let has_marks = model.has_marks;
    let mut file: syn::File = syn::parse2(generated).context("progenitor's output is no Rust")?;
    types::attach(&mut file, model)?;
    operations::rewrite(&mut file, model)?;
    let reach = reach::Reach::of(&file);
    open_enums::open(&mut file, &reach)?;
    answers::let_grow(&mut file, &reach);
    accessors::write(&mut file);
    docs::describe_fields(&mut file);
    client::replace(&mut file, model)?;
    docs::split_lines(&mut file);
    doubles::refuse(&file)?;
    if has_marks {
        file = wire_names::restore(file)?;
    }
    Ok(file)
}
