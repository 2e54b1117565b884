//! Names that would stand twice: what the compiler would refuse is an error here, which says what it was made of.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use syn::{Fields, Item};

use super::reach::declared_name;
use super::types::type_items;

/// Refuses two fields or variants of one name; [`super::known`] does so for types and operations.
pub(super) fn refuse(file: &syn::File) -> Result<()> {
    for item in type_items(file) {
        let Some(name) = declared_name(item) else { continue };
        match item {
            Item::Struct(item) => refuse_fields(&name, &item.fields)?,
            Item::Enum(item) => {
                let mut variants = BTreeSet::new();
                for variant in &item.variants {
                    let ident = &variant.ident;
                    ensure!(variants.insert(ident.to_string()), "two variants of `{name}` would be called `{ident}`");
                    refuse_fields(&name, &variant.fields)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn refuse_fields(owner: &str, fields: &Fields) -> Result<()> {
    let mut names = BTreeSet::new();
    for name in fields.iter().filter_map(|field| field.ident.as_ref()) {
        ensure!(names.insert(name.to_string()), "two fields of `{owner}` would be called `{name}`");
    }
    Ok(())
}
