//! What lint says of the names on the command line.

use openscaler_openapi::document::{Source, pointer};
use openscaler_openapi::lint::{Finding, Severity};

use super::commands::{Command, Conflict, commands};
use super::words::invalid_name;
use crate::api::Api;
use crate::names::method_name;

/// A warning for each operation whose command has other words than its id or its `x-cli-name` says.
pub(crate) fn findings(api: &Api, source: &Source) -> Vec<Finding> {
    commands(api)
        .iter()
        .flat_map(|command| invalid(command, source).into_iter().chain(colliding(command, source)))
        .collect()
}

fn invalid(command: &Command<'_>, source: &Source) -> Option<Finding> {
    let operation = command.operation;
    let reason = invalid_name(operation.cli_name.as_deref()?)?;
    let message = format!("invalid `x-cli-name` of `{}`: {reason}", operation.id);
    let at = pointer::join(&operation.origin.0, "x-cli-name");
    let help = "write words such as `server backup create`, or remove it";
    Some(finding("invalid-cli-name", at, message, help, source))
}

fn colliding(command: &Command<'_>, source: &Source) -> Option<Finding> {
    let Conflict { words, owner } = command.conflict.as_ref()?;
    let (operation, wanted, words) = (command.operation, words.join(" "), command.words.join(" "));
    let id = &operation.id;
    // Such ids have a finding of their own.
    if owner.as_ref().is_some_and(|owner| method_name(owner) == method_name(id)) {
        return None;
    }
    let message = match owner {
        Some(owner) => {
            format!("the command `{wanted}` of `{id}` collides with that of `{owner}`; this one is `{words}`")
        }
        None => format!("the program has a command `{wanted}` of its own; the command of `{id}` is `{words}`"),
    };
    let help = "add an `x-cli-name` of up to three words to one of them, or rename it";
    Some(finding("colliding-command", operation.origin.0.clone(), message, help, source))
}

fn finding(rule: &'static str, pointer: String, message: String, help: &str, source: &Source) -> Finding {
    Finding {
        rule,
        severity: Severity::Warning,
        place: source.place(&pointer),
        pointer,
        related: Vec::new(),
        message,
        help: help.to_owned(),
        operations: Vec::new(),
    }
}
