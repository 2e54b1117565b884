//! Facts about all types and operations that are needed before any of them can be finished.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Result, ensure};
use syn::{ImplItemFn, Item};

use super::docs::summary;
use super::types::{Declared, scalar_types};
use super::usage::{Usage, declared_name, names_in_item};
use crate::model::Model;

/// What is known of all types and operations.
pub(super) struct Facts {
    pub(super) usage: Usage,
    /// The first paragraph of each type's description.
    pub(super) summaries: BTreeMap<String, String>,
}

impl Facts {
    /// Fails if the whole is not what the document asks for, or the compiler would reject it.
    pub(super) fn collect(types: &[Declared], operations: &[ImplItemFn], model: &Model) -> Result<Self> {
        let mut contents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut summaries = BTreeMap::new();
        let (mut names, mut enums) = (Vec::new(), HashSet::new());
        for item in types.iter().map(|declared| &declared.item) {
            let Some(name) = declared_name(item) else { continue };
            contents.insert(name.clone(), names_in_item(item));
            summaries.extend(summary(item).map(|summary| (name.clone(), summary)));
            if matches!(item, Item::Enum(_)) {
                enums.insert(name.clone());
            }
            names.push(name);
        }
        for union in &model.unions {
            let name = &union.type_name;
            ensure!(enums.contains(name), "progenitor made no enum of the union `{name}`");
        }
        let mut taken = HashSet::new();
        for name in &names {
            ensure!(taken.insert(name), "two types would be called `{name}`");
        }
        for name in model.scalars.iter().map(|scalar| &scalar.type_name) {
            ensure!(taken.insert(name), "progenitor made a type `{name}` of its own");
        }
        let (made, expected) = (operations.len(), model.operations.len());
        ensure!(made == expected, "progenitor made {made} methods of {expected} operations");
        let mut methods = HashSet::new();
        for name in operations.iter().map(|operation| &operation.sig.ident) {
            ensure!(methods.insert(name), "two methods would be called `{name}`");
        }
        for item in scalar_types(model) {
            summaries.extend(declared_name(&item).zip(summary(&item)));
        }
        Ok(Self { usage: Usage::follow(&contents, operations), summaries })
    }
}
