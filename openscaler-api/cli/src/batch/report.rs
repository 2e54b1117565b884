//! What a batch says: a line for each result, a progress bar, and in the end what is not done.

use std::cell::{Cell, RefCell};
use std::{fmt, io};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use openscaler_api::Error;
use serde_json::{Value, json};

use super::plan::Task;
use super::record::State;
use crate::call::{Content, Reply};
use crate::failure::{Code, Failure};
use crate::output;

/// The number of lines in the table at the end.
const SHOWN: usize = 50;

pub(super) struct Report {
    bar: ProgressBar,
    /// Whether results are printed as they come.
    is_streaming: Cell<bool>,
    counts: RefCell<Counts>,
}

#[derive(Default)]
struct Counts {
    done: usize,
    found: usize,
    failed: usize,
    unknown: usize,
    unreadable: usize,
    /// Line, identity, result and reason of the first that are not done.
    open: Vec<Vec<String>>,
}

/// What a line ended with.
pub(super) struct End {
    pub(super) state: State,
    pub(super) status: Option<u16>,
    pub(super) reply: Option<Reply>,
    pub(super) error: Option<String>,
}

impl End {
    pub(super) fn new(state: State, error: impl Into<String>) -> Self {
        Self { state, status: None, reply: None, error: Some(error.into()) }
    }

    pub(super) fn from_reply(state: State, reply: Reply) -> Self {
        Self { state, status: Some(reply.head.status), reply: Some(reply), error: None }
    }

    pub(super) fn from_error(state: State, error: &Error) -> Self {
        Self { status: error.status().map(|status| status.as_u16()), ..Self::new(state, error.to_string()) }
    }

    pub(super) fn and(mut self, clause: &str) -> Self {
        self.error = Some(self.error.map_or_else(|| clause.to_owned(), |error| format!("{error}; {clause}")));
        self
    }
}

impl Report {
    pub(super) fn new(total: usize, has_bar: bool, is_streaming: bool) -> Self {
        let bar = if has_bar { ProgressBar::new(total as u64) } else { ProgressBar::hidden() };
        // The bar has what is left of the line.
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len}: {msg} ({rate}/s, {eta} left)") {
            let rate = |state: &ProgressState, text: &mut dyn fmt::Write| {
                let _ = write!(text, "{:.0}", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate).progress_chars("=> "));
        }
        Self { bar, is_streaming: Cell::new(is_streaming), counts: RefCell::default() }
    }

    /// # Errors
    ///
    /// The result cannot be printed.
    pub(super) fn add(&self, task: &Task, end: &End) -> Result<(), Failure> {
        task.is_reported.set(true);
        let mut counts = self.counts.borrow_mut();
        match end.state {
            State::Done => counts.done += 1,
            State::Found => counts.found += 1,
            State::NotCarriedOut => counts.failed += 1,
            State::Sending | State::Unknown => counts.unknown += 1,
            State::Unreadable => counts.unreadable += 1,
        }
        if !end.state.is_done() && counts.open.len() < SHOWN {
            let (id, state) = (task.id.to_string(), end.state.word().replace('_', " "));
            counts.open.push(vec![task.position.number.to_string(), id, state, end.error.clone().unwrap_or_default()]);
        }
        let Counts { done, found, failed, unknown, .. } = *counts;
        self.bar.set_message(format!("{done} done, {found} found, {failed} failed, {unknown} unknown"));
        self.bar.inc(1);
        if !self.is_streaming.get() {
            let warnings = end.reply.iter().flat_map(|reply| reply.head.warnings());
            let note = |warning| output::note(&format!("warning: line {}: {warning}", task.position.number));
            self.bar.suspend(|| warnings.for_each(note));
            return Ok(());
        }
        match output::try_write(&result_line(task, end)) {
            // The batch goes on without its reader: the journal has the results.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.is_streaming.set(false),
            written => written.map_err(|error| output::unwritable(&error))?,
        }
        Ok(())
    }

    /// The table of what is not done, and the worst exit code.
    pub(super) fn finish(&self, skipped: usize, tasks: &[Task], is_quiet: bool) -> Option<Code> {
        let left = tasks.iter().filter(|task| !task.is_reported.get()).count();
        let is_left_open = tasks.iter().any(Task::is_left_open);
        self.bar.finish_and_clear();
        let counts = self.counts.borrow();
        if !is_quiet {
            let heading = ["LINE", "ID", "RESULT", "REASON"].map(str::to_owned).to_vec();
            let rows: Vec<_> = std::iter::once(heading).chain(counts.open.iter().cloned()).collect();
            if !counts.open.is_empty() {
                output::note(output::align(&rows).trim_end());
            }
            let not_done = counts.failed + counts.unknown + counts.unreadable;
            if not_done > counts.open.len() {
                output::note(&format!("… and {} more", not_done - counts.open.len()));
            }
            let Counts { done, found, failed, unknown, unreadable, .. } = *counts;
            let mut summary = format!("{done} done, {found} found, {failed} not carried out, {unknown} unknown");
            for (count, what) in
                [(unreadable, "done without a readable answer"), (skipped, "done before"), (left, "not sent")]
            {
                if count > 0 {
                    summary += &format!(", {count} {what}");
                }
            }
            output::note(&summary);
        }
        match *counts {
            Counts { unknown, .. } if unknown > 0 || is_left_open => Some(Code::Unknown),
            Counts { failed, .. } if failed > 0 || left > 0 => Some(Code::Refused),
            Counts { unreadable, .. } if unreadable > 0 => Some(Code::Unreadable),
            _ => None,
        }
    }
}

fn result_line(task: &Task, end: &End) -> Vec<u8> {
    let id: Value = serde_json::from_str(&task.id).unwrap_or_else(|_| (*task.id).into());
    let answer = end.reply.as_ref().and_then(|reply| match &reply.content {
        Content::Json(text) => serde_json::from_str::<Value>(text).ok(),
        _ => None,
    });
    let head = end.reply.as_ref().map(|reply| &reply.head);
    super::record::json_line(&json!({
        "line": task.position.number, "id": id, "result": end.state.word(), "status": end.status,
        "request_id": head.and_then(|head| head.request_id.as_deref()), "error": end.error, "answer": answer,
        "departures": head.map(|head| &*head.departures).unwrap_or_default(),
    }))
}
