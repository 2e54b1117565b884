//! What a document means: from the document to the model.
//!
//! The order of work is the order of questions. Operations are read in the document's order, and only what they reach
//! becomes a type; what a schema amounts to (`schemas`, `conjunctions`, `facts`) is known before what type it becomes
//! (`types`, `unions`), and all types are known before equal ones are merged, named, boxed and ordered.

mod accessors;
mod aliases;
mod answers;
mod bodies;
mod conjunctions;
mod cycles;
mod enums;
mod facts;
pub(crate) mod findings;
mod forms;
pub(crate) mod identifiers;
mod indistinct;
mod links;
mod media_types;
mod members;
mod merge;
mod naming;
mod node;
mod objects;
mod operations;
mod parameters;
mod precedence;
mod references;
mod rules;
mod scalars;
mod schemas;
mod security;
mod servers;
mod subtypes;
mod tags;
mod types;
mod types_of_json;
mod unions;
mod usage;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Operation, Origin, PRELUDE, Type, Usage};
use openscaler_openapi::document::Source;
use openscaler_openapi::lint::Finding;

pub use findings::{Found, LeftOut};

/// What a document means, and what is lost of it.
#[derive(Debug)]
pub struct Interpreted {
    /// The model of all that can be called.
    pub api: Api,
    /// Where a value is not carried as the document has it.
    pub findings: Vec<Finding>,
    /// The operations that cannot be called.
    pub left_out: Vec<LeftOut>,
}

/// Interprets a document. Any document will do: what makes no sense is left out.
#[must_use]
pub fn interpret(source: &Source) -> Interpreted {
    interpret_without(source, &HashSet::new())
}

/// The same without the operations at some pointers.
#[must_use]
pub fn interpret_without(source: &Source, without: &HashSet<String>) -> Interpreted {
    let document = &source.value;
    let mut left_out = Vec::new();
    let mut types = types::TypeMaker::new(source);
    let mut schemes = security::Schemes::read(document);
    let mut written = operations::find(document, &mut left_out, &mut types.found);
    written.retain(|operation| !without.contains(&operation.part.pointer));
    let mut operations = Vec::new();
    for operation in &written {
        match operations::interpret(&mut types, &mut schemes, operation) {
            Ok(operation) => operations.push(operation),
            Err(reasons) => {
                left_out.push(LeftOut { pointer: operation.part.pointer.clone(), id: operation.id.clone(), reasons });
            }
        }
    }
    operations::name_variants(&mut operations);
    types.fill();
    let security = schemes.settle(&mut operations);
    let mut findings = std::mem::take(&mut types.found);
    findings.append(&mut schemes.found);
    let types = settle(types, &operations::ids(&written), &mut operations);
    findings.append(&mut links::resolve(document, &mut operations, &types));
    operations::name_resolutions(&mut operations);
    let api = Api {
        title: document.pointer("/info/title").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
        servers: servers::of_api(document, &operations),
        security,
        shadowed: PRELUDE
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| types.iter().any(|ty| ty.name == *name))
            .collect(),
        types,
        operations,
    };
    findings.append(&mut indistinct::find(&api.types));
    // A schema that is sent and received is looked at twice.
    let mut seen = HashSet::new();
    findings.retain(|found| seen.insert((found.rule, found.pointer.clone())));
    let findings = findings.into_iter().map(|found| found.into_finding(source)).collect();
    Interpreted { api, findings, left_out }
}

/// Makes types of the drafts: each once, under its name, in the order of names.
fn settle(mut types: types::TypeMaker<'_>, ids: &HashMap<String, String>, operations: &mut [Operation]) -> Vec<Type> {
    let wanted = naming::wanted(&types, ids);
    let drafts = &mut types.drafts;
    aliases::write_out(drafts, operations);
    usage::mark_tri_states(drafts);
    let names: Vec<String> = wanted.iter().map(|wanted| wanted.titled.clone()).collect();
    merge::merge(drafts, &names, operations);
    let kept = usage::reached(drafts, operations);
    let mut wanted: Vec<naming::Wanted> = kept.iter().map(|index| wanted[*index].clone()).collect();
    naming::mark_inputs(drafts, &kept, &mut wanted);
    let schemas = &types.conjunctions.schemas;
    let mut made: Vec<Type> = kept
        .iter()
        .map(|index| {
            let draft = &drafts[*index];
            Type {
                name: String::new(),
                component: draft.component.clone(),
                description: draft.description.clone(),
                deprecated: draft.deprecated,
                usage: Usage::default(),
                is_eq: false,
                kind: draft.kind.clone(),
                rules: draft.rules.clone(),
                origin: Origin(draft.place.map(|place| schemas.pointer(place).to_owned()).unwrap_or_default()),
            }
        })
        .collect();
    walk::renumber(&mut made, operations, &kept);
    usage::mark(&mut made, operations);
    naming::name(&mut made, &wanted);
    let mut taken = made.iter().flat_map(|ty| [ty.name.clone(), crate::names::draft_name(&ty.name)]).collect();
    answers::name_enums(operations, &mut taken);
    operations::name_options(operations, &mut taken);
    walk::sort_by_name(&mut made, operations);
    usage::mark_equality(&mut made);
    usage::mark_boxes(&mut made);
    precedence::settle(&mut made);
    accessors::add(&mut made);
    made
}
