//! The command line: commands and options that have other names, though they mean the same.

use std::collections::HashMap;

use openscaler_openapi::document::pointer;

use super::report::{Change, Side};
use super::walk::Walk;
use crate::api::{Api, Operation};
use crate::cli::{Command, CommandOption, commands};

/// Compares the commands of the operations that are in both models.
///
/// What is new or gone there is new or gone for the client, too; only names can differ by themselves.
pub(super) fn compare(walk: &mut Walk<'_>, operations: &[[&Operation; 2]]) {
    let (old, new) = (by_name(walk.old.api), by_name(walk.new.api));
    for [old_operation, new_operation] in operations {
        let (Some(old), Some(new)) = (old.get(&*old_operation.name), new.get(&*new_operation.name)) else { continue };
        compare_commands(walk, old, new);
    }
}

fn by_name(api: &Api) -> HashMap<&str, Command<'_>> {
    commands(api).into_iter().map(|command| (command.operation.name.as_str(), command)).collect()
}

fn compare_commands(walk: &mut Walk<'_>, old: &Command<'_>, new: &Command<'_>) {
    let words = new.words.join(" ");
    if old.words != new.words {
        let message = format!("the command `{}` is now `{words}`", old.words.join(" "));
        let key = if new.operation.cli_name.is_some() { "x-cli-name" } else { "operationId" };
        let place = (Side::New, pointer::join(&new.operation.origin.0, key));
        walk.push(Change::new("command-renamed", message.clone(), place).failing_commands(message));
    }
    let mut renamed = find_renamed(&old.parameters, &new.parameters);
    renamed.extend(find_renamed(&old.fields, &new.fields));
    for variant in &old.variants {
        if let Some(same) = new.variants.iter().find(|other| other.tag == variant.tag) {
            renamed.extend(find_renamed(&variant.fields, &same.fields));
        }
    }
    // Variants share most of their fields.
    renamed.sort_unstable();
    renamed.dedup();
    for (was, is) in renamed {
        let message = format!("the option `--{was}` of `{words}` is now `--{is}`");
        let place = (Side::New, new.operation.origin.0.clone());
        walk.push(Change::new("option-renamed", message.clone(), place).failing_commands(message));
    }
}

/// The old and new names of options that set the same.
fn find_renamed<'o>(old: &'o [CommandOption], new: &'o [CommandOption]) -> Vec<(&'o str, &'o str)> {
    let find = |option: &'o CommandOption| {
        let other = new.iter().find(|other| other.place == option.place)?;
        (other.name != option.name).then_some((&*option.name, &*other.name))
    };
    old.iter().filter_map(find).collect()
}
