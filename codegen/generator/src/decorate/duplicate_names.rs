//! Rejects duplicate fields and variants with an error that names their type.

use std::collections::HashSet;

use anyhow::{Result, ensure};
use syn::{Fields, Ident, Item};

/// Refuses two fields or variants of one name; [`super::facts`] does so for types and operations.
pub(super) fn refuse_duplicates(item: &Item) -> Result<()> {
    match item {
        Item::Struct(item) => refuse_fields(&item.ident, &item.fields)?,
        Item::Enum(item) => {
            let (name, mut variants) = (&item.ident, HashSet::new());
            for variant in &item.variants {
                let ident = &variant.ident;
                ensure!(variants.insert(ident), "two variants of `{name}` would be called `{ident}`");
                refuse_fields(name, &variant.fields)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn refuse_fields(owner: &Ident, fields: &Fields) -> Result<()> {
    let mut names = HashSet::new();
    for name in fields.iter().filter_map(|field| field.ident.as_ref()) {
        ensure!(names.insert(name), "two fields of `{owner}` would be called `{name}`");
    }
    Ok(())
}
