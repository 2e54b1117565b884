//! What one part has to know of the others: which types there are, what they refer to, and what they are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Result, ensure};
use syn::Item;

use super::docs::summary;
use super::part::Part;
use super::reach::{Reach, Signatures, declared_name, names_of};
use super::types::scalar_types;
use crate::model::Model;

/// What some of the parts hold.
#[derive(Default)]
pub(super) struct Facts {
    /// The names of the types, also those that are there twice.
    declared: Vec<String>,
    /// What each type refers to.
    contents: BTreeMap<String, BTreeSet<String>>,
    /// The first paragraph of each type's description.
    summaries: BTreeMap<String, String>,
    enums: HashSet<String>,
    signatures: Signatures,
}

impl Facts {
    pub(super) fn of(parts: &[Part]) -> Self {
        let mut facts = Self::default();
        for part in parts {
            for item in part.types.iter().map(|declared| &declared.item) {
                let Some(name) = declared_name(item) else { continue };
                facts.contents.insert(name.clone(), names_of(item));
                facts.summaries.extend(summary(item).map(|summary| (name.clone(), summary)));
                if matches!(item, Item::Enum(_)) {
                    facts.enums.insert(name.clone());
                }
                facts.declared.push(name);
            }
            facts.signatures.add(&part.operations);
        }
        facts
    }

    /// These and others.
    pub(super) fn and(mut self, others: Self) -> Self {
        self.declared.extend(others.declared);
        self.contents.extend(others.contents);
        self.summaries.extend(others.summaries);
        self.enums.extend(others.enums);
        self.signatures.extend(others.signatures);
        self
    }
}

/// What all parts hold.
pub(super) struct Known {
    pub(super) reach: Reach,
    /// The first paragraph of each type's description.
    pub(super) summaries: BTreeMap<String, String>,
}

impl Known {
    /// Fails where the whole is not what the document asks for, or the compiler would refuse it.
    pub(super) fn of(mut facts: Facts, model: &Model) -> Result<Self> {
        for union in &model.unions {
            let name = &union.type_name;
            ensure!(facts.enums.contains(name), "progenitor made no enum of the union `{name}`");
        }
        let mut declared = HashSet::new();
        for name in &facts.declared {
            ensure!(declared.insert(name.as_str()), "two types would be called `{name}`");
        }
        for scalar in &model.scalars {
            let name = &scalar.type_name;
            ensure!(declared.insert(name), "progenitor made a type `{name}` of its own");
        }
        let (made, expected) = (facts.signatures.methods.len(), model.operations.len());
        ensure!(made == expected, "progenitor made {made} methods of {expected} operations");
        let mut methods = HashSet::new();
        for name in &facts.signatures.methods {
            ensure!(methods.insert(name.as_str()), "two methods would be called `{name}`");
        }
        for item in scalar_types(model) {
            facts.summaries.extend(declared_name(&item).zip(summary(&item)));
        }
        Ok(Self { reach: Reach::of(&facts.contents, facts.signatures), summaries: facts.summaries })
    }
}
