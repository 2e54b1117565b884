//! The command line as clap sees it, built from the table: only the commands that were asked for are built whole.

mod own;

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, StyledStr, ValueParser};
use clap::{Arg, ArgAction, Command as Clap};

pub(crate) use self::own::environment;
use self::own::{batch, global, path, resolution};
use crate::table::{Body, Command, Content, Kind, Opt, Program};

/// How much of the tree is built.
#[derive(Clone, Copy)]
pub(crate) enum Extent<'a> {
    /// All of it.
    Whole,
    /// What is on the way to the command that is among the arguments.
    Named(&'a [OsString]),
}

impl Extent<'_> {
    fn includes(self, word: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Named(arguments) => arguments.iter().any(|argument| argument == word),
        }
    }
}

/// The whole program.
pub(crate) fn program(program: &'static Program, extent: Extent<'_>) -> Clap {
    let commands: Vec<&'static Command> = program.commands.iter().collect();
    let root = Clap::new(program.name)
        .version(env!("CARGO_PKG_VERSION"))
        .about(format!("The {} API on the command line", program.title))
        .max_term_width(100)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(global(program));
    groups(root, &commands, 0, extent)
        .subcommand(
            Clap::new("completions").about("Print a script that completes commands in a shell").arg(
                Arg::new("shell")
                    .required(true)
                    .value_name("SHELL")
                    .value_parser(clap::value_parser!(clap_complete::Shell)),
            ),
        )
        .subcommand(
            Clap::new("manual")
                .about("Write the manual pages to a folder")
                .arg(Arg::new("folder").required(true).value_name("DIR").value_parser(ValueParser::path_buf())),
        )
}

/// Adds the commands that differ from the word at `depth` on.
fn groups(mut parent: Clap, commands: &[&'static Command], depth: usize, extent: Extent<'_>) -> Clap {
    let mut words: Vec<&'static str> = Vec::new();
    for command in commands {
        if !words.contains(&command.words[depth]) {
            words.push(command.words[depth]);
        }
    }
    for word in words {
        let below: Vec<_> = commands.iter().copied().filter(|command| command.words[depth] == word).collect();
        let leaf = below.iter().find(|command| command.words.len() == depth + 1);
        let child = match leaf {
            Some(command) if extent.includes(word) => operation(command, extent),
            Some(command) => Clap::new(word).about(about(command)),
            None => {
                let group = Clap::new(word).about(summary(&below, depth + 1)).subcommand_required(true);
                let group = group.arg_required_else_help(true).disable_help_subcommand(true);
                if extent.includes(word) { groups(group, &below, depth + 1, extent) } else { group }
            }
        };
        parent = parent.subcommand(child);
    }
    parent
}

/// What a group has: its next words.
fn summary(commands: &[&'static Command], depth: usize) -> String {
    let mut names: Vec<String> = Vec::new();
    for command in commands {
        let name = command.words[depth..].join(" ");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(3);
    names.truncate(3);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}

fn about(command: &Command) -> String {
    let about = if command.about.is_empty() {
        format!("{} {}", command.method, command.path)
    } else {
        command.about.to_owned()
    };
    if command.deprecated { format!("{about} (deprecated)") } else { about }
}

/// The command of an operation.
fn operation(command: &'static Command, extent: Extent<'_>) -> Clap {
    let name = command.words[command.words.len() - 1];
    let mut clap = Clap::new(name).about(about(command)).disable_help_subcommand(true);
    if !command.details.is_empty() && command.details != command.about {
        clap = clap.long_about(format!("{}\n\n{}", about(command), command.details));
    }
    let has_variants = command.body.as_ref().is_some_and(|body| !body.variants.is_empty());
    // A variant's command has them, too.
    clap = clap.args(command.parameters.iter().map(|opt| option(opt).global(has_variants)));
    let Some(body) = &command.body else { return clap };
    clap = clap.args(body.fields.iter().map(option)).args(whole_body(body, has_variants));
    if body.fields.iter().any(|opt| opt.nullable) {
        clap = clap.arg(unset(body.fields));
    }
    if !command.is_safe() && body.content == Content::Json {
        clap = clap.args(batch());
    }
    if command.link.is_some() {
        clap = clap.args(resolution());
    }
    for variant in body.variants {
        let mut child = Clap::new(variant.word).about(variant.about);
        if extent.includes(variant.word) {
            child = child.args(variant.fields.iter().map(option));
            if variant.fields.iter().any(|opt| opt.nullable) {
                child = child.arg(unset(variant.fields));
            }
        }
        clap = clap.subcommand(child);
    }
    clap
}

/// An option of the API. None is required for clap, so that all mistakes are reported at once.
fn option(opt: &'static Opt) -> Arg {
    let arg = Arg::new(opt.name).long(opt.name).help(help(opt));
    let arg = if opt.is_list || opt.kind == Kind::Secret { arg.action(ArgAction::Append) } else { arg };
    match opt.kind {
        Kind::Text => arg.value_name("TEXT"),
        Kind::Number => arg.value_name("NUMBER").allow_negative_numbers(true),
        Kind::Json => arg.value_name("JSON").allow_hyphen_values(true),
        Kind::Secret => arg.value_name("FILE").value_parser(ValueParser::path_buf()),
        Kind::Boolean => {
            arg.value_name("true|false").num_args(0..=1).require_equals(true).default_missing_value("true")
        }
    }
}

fn help(opt: &Opt) -> StyledStr {
    let mut notes = Vec::new();
    if opt.required {
        notes.push("required".to_owned());
    }
    if opt.kind == Kind::Secret {
        notes.push("the content of the file; of several, joined; `-` is standard input".to_owned());
    } else if opt.is_list {
        notes.push("may be repeated".to_owned());
    }
    if !opt.values.is_empty() {
        notes.push(format!("one of {}", opt.values.join(", ")));
    }
    if !opt.default.is_empty() {
        notes.push(format!("default: {}", opt.default));
    }
    let notes = if notes.is_empty() { String::new() } else { format!("[{}]", notes.join("; ")) };
    format!("{} {notes}", opt.help).trim().to_owned().into()
}

fn unset(fields: &'static [Opt]) -> Arg {
    let names = fields.iter().filter(|opt| opt.nullable).map(|opt| opt.name);
    let names = PossibleValuesParser::new(names);
    Arg::new("unset")
        .long("unset")
        .value_name("OPTION")
        .action(ArgAction::Append)
        .value_parser(names)
        .help("Set a field to null")
}

/// The options that take a body as it is.
fn whole_body(body: &'static Body, is_global: bool) -> Vec<Arg> {
    let about = if body.about.is_empty() { "The body of the request" } else { body.about };
    match body.content {
        Content::Json => {
            vec![path("from").help("The request as the API's own JSON; `-` is standard input").global(is_global)]
        }
        Content::Text | Content::Bytes => vec![path("body").help(format!("{about} [`-` is standard input]"))],
        Content::BytesOf => vec![
            path("body").help(format!("{about} [`-` is standard input]")),
            Arg::new("content-type").long("content-type").value_name("TYPE").help("The media type of the body"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::PROGRAM;

    #[test]
    fn the_tree_is_valid() {
        program(&PROGRAM, Extent::Whole).debug_assert();
    }

    /// The generator avoids the names of our options: it has to know them all.
    #[test]
    fn every_option_of_our_own_is_reserved() {
        let own = global(&PROGRAM).into_iter().chain(batch()).chain(resolution());
        let mut own: Vec<String> = own.filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
        own.extend(["from", "body", "content-type", "unset", "help", "version"].map(str::to_owned));
        own.sort();
        own.dedup();
        assert_eq!(own, PROGRAM.reserved);
    }
}
