//! Names that would stand twice: what the compiler would refuse is an error here, which says what it was made of.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use syn::{Fields, ImplItem, Item};

use super::client::is_client;
use super::reach::declared_name;
use super::types::type_items;

/// Refuses two types, fields, variants or methods of one name.
pub(super) fn refuse(file: &syn::File) -> Result<()> {
    let mut types = BTreeSet::new();
    for item in type_items(file) {
        let Some(name) = declared_name(item) else { continue };
        ensure!(types.insert(name.clone()), "two types would be called `{name}`");
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
    let mut methods = BTreeSet::new();
    for item in &file.items {
        let Item::Impl(client) = item else { continue };
        for method in client.items.iter().filter(|_| is_client(client)) {
            if let ImplItem::Fn(method) = method {
                let name = &method.sig.ident;
                ensure!(methods.insert(name.to_string()), "two methods would be called `{name}`");
            }
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
