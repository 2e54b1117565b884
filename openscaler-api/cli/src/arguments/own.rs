//! The program's own options; the generator gives the API's other names.

use clap::builder::ValueParser;
use clap::{Arg, ArgAction};

use crate::table::Program;

const CONNECTION: &str = "Connection";
const OUTPUT: &str = "Output";
const BATCH: &str = "Batch";

pub(super) fn path(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("FILE").value_parser(ValueParser::path_buf())
}

/// The options that every command has.
pub(super) fn global(program: &'static Program) -> Vec<Arg> {
    let text = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    let switch = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let variable = |end: &str| format!("{}_{end}", environment(program));
    let url = program.base_url.map_or_else(String::new, |url| format!("; default: {url}"));
    let mut args = vec![
        text("url", "URL")
            .help(format!("The address of the API [env: {}{url}]", variable("URL")))
            .help_heading(CONNECTION),
    ];
    for credential in program.credentials {
        let help =
            format!("A file with {} [env: {}, which holds it itself]", credential.noun, variable(credential.variable));
        args.push(path(credential.option).help(help).help_heading(CONNECTION));
    }
    let connection = [
        text("timeout", "DURATION").help("The time limit of a call, such as 90s or 5m [default: 60s]"),
        text("max-attempts", "NUMBER").help("The number of attempts of a call where a retry is safe [default: 4]"),
        text("proxy", "URL").help("The proxy of all calls; one with a password: --proxy-file"),
        path("proxy-file").help("A file with the URL of the proxy"),
        path("root-certificate").action(ArgAction::Append).help("Trust these certificates, in PEM, too"),
        switch("allow-insecure-http").help("Accept `http` for hosts other than loopback"),
    ];
    args.extend(connection.map(|arg| arg.help_heading(CONNECTION)));
    let output = [
        text("output", "FORMAT")
            .value_parser(["table", "json"])
            .help("How answers and failures are printed [default: table]"),
        switch("quiet").short('q').help("No spinner, no progress, no notes"),
        Arg::new("verbose")
            .long("verbose")
            .short('v')
            .action(ArgAction::Count)
            .help("Log calls to standard error; twice for attempts"),
        switch("dry-run").help("Check the request and print it; send nothing"),
    ];
    args.extend(output.map(|arg| arg.help_heading(OUTPUT)));
    args.into_iter().map(|arg| arg.global(true).hide_short_help(true)).collect()
}

/// The options of calls whose effect can be looked for.
pub(super) fn resolution() -> [Arg; 2] {
    [
        Arg::new("if-exists")
            .long("if-exists")
            .value_name("fail|ok")
            .value_parser(["fail", "ok"])
            .help("Look first whether it exists; then send nothing")
            .global(true),
        Arg::new("resolve-wait")
            .long("resolve-wait")
            .value_name("DURATION")
            .help("How long to look for what a lost call may have made [default: 30s]")
            .global(true)
            .hide_short_help(true),
    ]
}

/// The options of batches.
pub(super) fn batch() -> Vec<Arg> {
    let switch = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).requires("batch");
    let number = |name: &'static str| {
        let number = clap::value_parser!(u32).range(1..);
        Arg::new(name).long(name).value_name("NUMBER").value_parser(number).requires("batch")
    };
    let args = [
        path("batch").help("Send a request for each line of a file"),
        path("journal").requires("batch").help("The file that records what was done; the same one continues a batch"),
        number("concurrency").help("How many calls run at once [default: 8]"),
        Arg::new("files-from")
            .long("files-from")
            .value_name("DIR")
            .value_parser(ValueParser::path_buf())
            .requires("batch")
            .help("Where `$file` may read [default: the folder of the batch]"),
        number("max-failures").help("Stop after so many failures in a row that concern all lines [default: 5]"),
        switch("accept-changes").help("Send lines again whose content has changed"),
        switch("repeat-unknown").help("Send lines again that may have been carried out and were not found"),
    ];
    args.map(|arg| arg.help_heading(BATCH).hide_short_help(true)).into()
}

/// The start of the program's environment variables.
pub(crate) fn environment(program: &Program) -> String {
    program.name.to_uppercase().replace('-', "_")
}
