//! Which command each operation is.

use std::slice;

use super::options::{self, CommandOption, Variant};
use super::words;
use crate::api::{Api, Encoding, Operation};

/// The command of an operation.
#[derive(Debug)]
pub(crate) struct Command<'a> {
    /// The operation.
    pub(crate) operation: &'a Operation,
    /// One to three, unique: no command begins with all words of another.
    pub(crate) words: Vec<String>,
    /// Why it has other words than its id says.
    pub(crate) conflict: Option<Conflict>,
    /// The options of its parameters, in the order of the operation's.
    pub(crate) parameters: Vec<CommandOption>,
    /// The options of a body that is an object.
    pub(crate) fields: Vec<CommandOption>,
    /// The commands below, one for each variant of a body that is a tagged union.
    pub(crate) variants: Vec<Variant>,
}

/// The words that an operation does not get.
#[derive(Debug)]
pub(crate) struct Conflict {
    /// These.
    pub(crate) words: Vec<String>,
    /// The id of the operation that has them, or words that exclude them; `None` if the program itself has them.
    pub(crate) owner: Option<String>,
}

/// The commands of all operations that have one, in the document's order.
pub(crate) fn commands(api: &Api) -> Vec<Command<'_>> {
    let named = |operation: &Operation| operation.cli_name.as_deref().and_then(|name| words::parse_name(name).ok());
    let operations: Vec<&Operation> = api.operations.iter().filter(|operation| has_command(operation)).collect();
    let mut taken: Vec<(Vec<String>, &str)> = Vec::new();
    let mut settled: Vec<Option<(Vec<String>, Option<Conflict>)>> = vec![];
    settled.resize_with(operations.len(), || None);
    // What the document calls by a name of its own comes first.
    for is_named in [true, false] {
        for (index, operation) in operations.iter().enumerate() {
            let name = named(operation);
            if name.is_some() != is_named {
                continue;
            }
            let wanted = name.unwrap_or_else(|| words::split_id(&operation.id));
            let (words, conflict) = match owner(&wanted, &taken) {
                None => (wanted, None),
                Some(owner) => (vec![free(&operation.id, &taken)], Some(Conflict { words: wanted, owner })),
            };
            taken.push((words.clone(), &operation.id));
            settled[index] = Some((words, conflict));
        }
    }
    let reserved = options::reserved(&api.security);
    let settled = settled.into_iter().flatten().zip(operations);
    settled
        .map(|((words, conflict), operation)| {
            let options = options::make_options(api, operation, &reserved);
            let options::Options { parameters, fields, variants } = options;
            Command { operation, words, conflict, parameters, fields, variants }
        })
        .collect()
}

/// The fields of a multipart form have no options yet.
fn has_command(operation: &Operation) -> bool {
    !operation.body.as_ref().is_some_and(|body| matches!(body.encoding, Encoding::Multipart(_)))
}

/// Who has the words, or words that begin with them or that they begin with.
fn owner(words: &[String], taken: &[(Vec<String>, &str)]) -> Option<Option<String>> {
    if words::RESERVED.contains(&words[0].as_str()) {
        return Some(None);
    }
    let excludes = |other: &[String]| other.starts_with(words) || words.starts_with(other);
    taken.iter().find(|(other, _)| excludes(other)).map(|(_, id)| Some((*id).to_owned()))
}

/// The id in kebab case, as a command of one word.
fn free(id: &str, taken: &[(Vec<String>, &str)]) -> String {
    words::find_free(&words::kebab(id), |word| owner(slice::from_ref(word), taken).is_none())
}
