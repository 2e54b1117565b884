//! Batches: a call for each line of a file, with a journal, so that one that is killed can be continued.

mod attachments;
mod identity;
mod journal;
mod lines;
mod pace;
mod plan;
mod record;
mod report;
mod run;

use std::cell::{Cell, RefCell};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::ArgMatches;
use openscaler_api::Outcome;
use serde_json::json;
use tokio::task::{JoinSet, LocalSet};

use crate::failure::{Code, Failure};
use crate::mistakes::Mistakes;
use crate::output::{self, Format};
use crate::settings::Settings;
use crate::signals::Signals;
use crate::single::{self, Options};
use crate::table::{Command, Credential, Program};

use identity::Identities;
use lines::Lines;
use pace::Pace;
use plan::Plan;
use report::Report;
use run::Run;

/// The calls that run at once, unless the caller says otherwise.
const CONCURRENCY: u32 = 8;
/// The failures in a row after which a batch stops, unless the caller says otherwise.
const MAX_FAILURES: u32 = 5;
const INTERRUPTED: &str = "interrupted; the same command continues";

/// The file of the batch, if there is to be one.
pub(crate) fn path(matches: &ArgMatches) -> Option<&PathBuf> {
    matches.try_get_one::<PathBuf>("batch").ok().flatten()
}

pub(crate) async fn run(
    program: &'static Program,
    command: &'static Command,
    matches: &ArgMatches,
    batch: &Path,
    options: Options,
) -> Result<(), Failure> {
    refuse_others(program, command, matches)?;
    let journal_path = matches.get_one::<PathBuf>("journal");
    let journal_path =
        journal_path.ok_or_else(|| Failure::usage("`--batch` requires `--journal FILE`, which can continue it"))?;
    let mut mistakes = Mistakes::default();
    let settings = Settings::read(program, matches, &mut mistakes);
    let wait = single::resolve_wait(matches, &mut mistakes);
    let settings = mistakes.finish(Some(settings))?;
    // Before a journal is bound to the URL.
    settings.check()?;
    let number = |name: &str, default: u32| matches.get_one::<u32>(name).copied().unwrap_or(default);
    let lines = Lines::open(command, batch, matches.get_one::<PathBuf>("files-from"))?;
    if options.dry_run && !journal_path.exists() {
        // Nothing is written either.
        let identities = Identities::new(command, &[0; 32]);
        let plan = plan::make(&lines, &identities, &Default::default(), true)?;
        describe(&plan, options.format);
        return Ok(());
    }
    let opened = journal::open(journal_path, command.id, settings.url())?;
    let identities = Identities::new(command, &opened.key);
    let plan = plan::make(&lines, &identities, &opened.known, matches.get_flag("accept-changes"))?;
    if options.dry_run {
        describe(&plan, options.format);
        return Ok(());
    }
    let Plan { tasks, done } = plan;
    let client = settings.client()?;
    let journal = opened.start(journal_path)?;
    let is_streaming = options.format == Format::Json || !std::io::stdout().is_terminal();
    let report = Report::new(tasks.len(), !options.quiet && output::is_terminal(), is_streaming);
    let run = Rc::new(Run {
        lines,
        tasks,
        identities,
        journal,
        report,
        pace: Pace::new(number("max-failures", MAX_FAILURES)),
        settings,
        client: RefCell::new((client, 0)),
        wait,
        repeat_unknown: matches.get_flag("repeat-unknown"),
        next: Cell::new(0),
    });
    let local = LocalSet::new();
    // With JSON, standard error has one object, or nothing; only a terminal shows the bar.
    let is_quiet = options.quiet || options.format == Format::Json;
    let interrupted = local.run_until(work(&run, number("concurrency", CONCURRENCY), is_quiet)).await?;
    drop(local);
    finish(run, done, interrupted, is_quiet)
}

/// What would be done.
fn describe(plan: &Plan, format: Format) {
    let Plan { tasks, done } = plan;
    output::note(&match format {
        Format::Table => {
            format!("the lines are valid: {} to send, {done} done before; nothing was sent", tasks.len())
        }
        Format::Json => {
            json!({ "outcome": Outcome::NotSent.as_str(), "lines": tasks.len(), "done_before": done }).to_string()
        }
    });
}

/// The options of a single call make no sense for many.
fn refuse_others(program: &Program, command: &'static Command, matches: &ArgMatches) -> Result<(), Failure> {
    let given = |name: &str| matches.try_contains_id(name).unwrap_or(false);
    let fields = command.body.iter().flat_map(|body| body.fields);
    let names = command.parameters.iter().chain(fields).map(|opt| opt.name).chain(["from", "unset"]);
    let others: Vec<String> = names.filter(|name| given(name)).map(|name| format!("`--{name}`")).collect();
    for Credential { option, .. } in program.credentials {
        if matches.get_one::<PathBuf>(option).is_some_and(|path| path == Path::new("-")) {
            let message = format!("`--{option}` cannot be `-` with `--batch`: it is read again after a 401");
            return Err(Failure::usage(message));
        }
    }
    if given("if-exists") {
        let reason = "a batch looks only for what its journal does not know the end of";
        return Err(Failure::usage(format!("`--batch` cannot be used with `--if-exists`: {reason}")));
    }
    if matches.subcommand().is_some() {
        return Err(Failure::usage("`--batch` has no commands below it: each line is a whole request"));
    }
    match &others[..] {
        [] => Ok(()),
        others => Err(Failure::usage(format!(
            "`--batch` cannot be used with {}: each line is a whole request",
            others.join(", ")
        ))),
    }
}

/// Runs until all is done; returns the code of a signal. The first lets running calls end, the second ends the program.
async fn work(run: &Rc<Run>, concurrency: u32, is_quiet: bool) -> Result<Option<Code>, Failure> {
    let mut signals = Signals::new()?;
    let mut interrupted = None;
    let mut workers = JoinSet::new();
    for _ in 0..concurrency {
        let run = Rc::clone(run);
        workers.spawn_local(async move { run.work().await });
    }
    loop {
        tokio::select! {
            worker = workers.join_next() => match worker {
                None => return Ok(interrupted),
                Some(Ok(())) => {}
                Some(Err(error)) => run.pace.stop(Code::Local, format!("a call panicked: {error}")),
            },
            code = signals.next() => {
                if interrupted.replace(code).is_some() {
                    return Err(Failure::new(code, "interrupted twice: running calls may have been carried out; the same command continues"));
                }
                run.pace.stop(code, INTERRUPTED.to_owned());
                if !is_quiet {
                    output::note("interrupted: waiting for the running calls; once more ends the program at once");
                }
            }
        }
    }
}

fn finish(run: Rc<Run>, done: usize, interrupted: Option<Code>, is_quiet: bool) -> Result<(), Failure> {
    let Ok(run) = Rc::try_unwrap(run) else { return Err(Failure::local("a call is still running")) };
    let stopped = interrupted.map(|code| (code, INTERRUPTED.to_owned())).or_else(|| run.pace.reason());
    let worst = run.report.finish(done, &run.tasks, is_quiet);
    if let Err(error) = run.journal.close() {
        return Err(Failure::local(format!("the journal cannot be written: {error}")).with_effect(Outcome::Unknown));
    }
    match (stopped, worst) {
        (Some((code @ (Code::Local | Code::Interrupted | Code::Terminated), reason)), _) => {
            Err(Failure::new(code, reason).with_effect(Outcome::Unknown))
        }
        (Some((code, reason)), worst) => Err(Failure::new(worst.unwrap_or(code), reason)),
        (None, Some(worst)) => {
            let what = match worst {
                Code::Unknown => "some lines may have been carried out; the same command looks for them again",
                Code::Refused => "some lines were not carried out; the same command sends them again",
                _ => "the answers to some lines cannot be read",
            };
            Err(Failure::new(worst, what))
        }
        (None, None) => Ok(()),
    }
}
