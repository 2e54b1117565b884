//! Sends the lines of a batch, several at once.

use std::cell::{Cell, RefCell};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use openscaler_api::{Client, Error, Outcome, RetryPolicy};
use tokio::time::sleep;

use super::identity::Identities;
use super::journal::{Journal, Last};
use super::lines::{Line, Lines};
use super::pace::{Pace, backoff};
use super::plan::Task;
use super::record::{Record, State, hex};
use super::report::{End, Report};
use crate::failure::{Code, Failure, reason};
use crate::resolution::{self, Found};
use crate::settings::Settings;
use crate::single::describe_other;

/// The number of times that a line is sent which was certainly not carried out.
const ATTEMPTS: u32 = 10;
/// The same if the server cannot be reached.
const CONNECTION_ATTEMPTS: u32 = 3;
/// What was found of a line of which two contents may have been sent.
const FORMER: &str = "it exists, but the line has changed since it was sent: it may have the former content";

/// A batch that runs.
pub(super) struct Run {
    pub(super) lines: Lines,
    pub(super) tasks: Vec<Task>,
    pub(super) identities: Identities,
    pub(super) journal: Journal,
    pub(super) report: Report,
    pub(super) pace: Pace,
    pub(super) settings: Settings,
    /// With the credentials as they were last read, and how often that was.
    pub(super) client: RefCell<(Client, u32)>,
    pub(super) wait: Duration,
    pub(super) repeat_unknown: bool,
    /// The next task.
    pub(super) next: Cell<usize>,
}

/// How a line is sent.
struct Attempt {
    /// From 1.
    number: u32,
    /// Of the credentials.
    generation: u32,
    /// Whether an earlier run sent it.
    is_repeated: bool,
    /// Whether the credentials were read again for it.
    is_reloaded: bool,
}

impl Attempt {
    fn new(is_repeated: bool) -> Self {
        Self { number: 0, generation: 0, is_repeated, is_reloaded: false }
    }

    /// What is known after this attempt was refused: of a line that was sent before, no more than before.
    fn refused(&self) -> State {
        if self.is_repeated { State::Unknown } else { State::NotCarriedOut }
    }
}

impl Run {
    /// Takes tasks until there are none, or the batch stops. Each of several workers does.
    pub(super) async fn work(&self) {
        while self.pace.wait().await {
            let index = self.next.get();
            let Some(task) = self.tasks.get(index) else { return };
            self.next.set(index + 1);
            match self.run(task).await {
                Ok(Some(end)) => self.finish(task, &end),
                // It was not begun.
                Ok(None) => {}
                Err(failure) => self.pace.stop(failure.code, failure.message),
            }
        }
    }

    fn finish(&self, task: &Task, end: &End) {
        if let Err(failure) = self.report.add(task, end) {
            self.pace.stop(failure.code, failure.message);
        }
    }

    /// Brings a line to an end; `None` if the batch stopped before it was sent.
    async fn run(&self, task: &Task) -> Result<Option<End>, Failure> {
        let line = self.load(task)?;
        if let Some(last) = &task.last {
            if let Some(end) = self.look(task, last, &line).await {
                // The journal records only what a look found.
                if end.state.is_done() {
                    self.journal.write(&record(task, end.state, end.status));
                }
                return Ok(Some(end));
            }
        }
        let end = self.send(task, &line).await?;
        if let Some(end) = &end {
            self.journal.write(&record(task, end.state, end.status));
        }
        Ok(end)
    }

    /// Looks for a line that an earlier run sent; `None` if it is to be sent again.
    async fn look(&self, task: &Task, last: &Last, line: &Line) -> Option<End> {
        // Long after it was sent, one look is enough.
        let wait = self.wait.saturating_sub(Duration::from_secs(now().saturating_sub(last.at)));
        let mut attempt = Attempt::new(true);
        let found = loop {
            attempt.generation = self.client.borrow().1;
            match self.resolve(line, wait).await {
                Some(Found::Failed(error)) => {
                    let is_unauthorized = error.status().is_some_and(|status| status.as_u16() == 401);
                    if is_unauthorized && self.reload(&mut attempt) {
                        continue;
                    }
                    self.pace.fail(&error.to_string());
                    break Some(Found::Failed(error));
                }
                None => break None,
                found => {
                    self.pace.succeed();
                    break found;
                }
            }
        };
        let is_carried_out = last.state == State::Unreadable;
        let error = match found {
            Some(Found::Ours(reply)) if !task.is_changed() => return Some(End::from_reply(State::Found, reply)),
            Some(Found::Ours(_)) => FORMER.to_owned(),
            Some(Found::Other(fields)) => describe_other(&fields),
            Some(Found::Failed(error)) => format!("was sent before, and looking for it failed: {error}"),
            Some(Found::Nothing) if is_carried_out => "was carried out before, and is not found".to_owned(),
            None if is_carried_out => "was carried out before, and its answer could not be read".to_owned(),
            Some(Found::Nothing) | None if self.repeat_unknown => return None,
            Some(Found::Nothing) => "was sent before and is not found: see `--repeat-unknown`".to_owned(),
            None => "was sent before: see `--repeat-unknown`".to_owned(),
        };
        Some(End::new(if is_carried_out { State::Unreadable } else { State::Unknown }, error))
    }

    /// Reads a line again, which must be the one that was checked.
    fn load(&self, task: &Task) -> Result<Line, Failure> {
        let number = task.position.number;
        let changed = |what: &str| Failure::local(format!("line {number}, or a file that it names, {what}"));
        let text =
            self.lines.read(task.position).map_err(|error| changed(&format!("cannot be read: {}", reason(&error))))?;
        let line =
            self.lines.check(&text).map_err(|mistakes| changed(&format!("has changed: {}", mistakes.join("; "))))?;
        if self.identities.content(&line.parameters, line.body.as_ref()) == task.content {
            Ok(line)
        } else {
            Err(changed("has changed while the batch was running"))
        }
    }

    async fn resolve(&self, line: &Line, wait: Duration) -> Option<Found> {
        let client = self.client.borrow().0.clone();
        let mut found = None;
        let search = async {
            found = resolution::search(&client, &line.call, line.body.as_ref(), wait).await;
        };
        if self.pace.unless_stopped(search).await {
            return found;
        }
        // The batch ends: one last look.
        resolution::look(&client, &line.call, line.body.as_ref()).await
    }

    async fn send(&self, task: &Task, line: &Line) -> Result<Option<End>, Failure> {
        let mut attempt = Attempt::new(task.last.is_some());
        loop {
            if !self.pace.wait().await {
                let end = || End::new(attempt.refused(), "the batch stopped before it was sent again");
                return Ok((attempt.number > 0).then(end));
            }
            attempt.number += 1;
            let synced = self.journal.sync(&record(task, State::Sending, None)).await;
            synced.map_err(|error| Failure::new(Code::Local, format!("the journal cannot be written: {error}")))?;
            let (client, generation) = self.client.borrow().clone();
            attempt.generation = generation;
            // The batch waits as a whole, so that each attempt is in the journal.
            let error = match line.call.send(&client.with_retry(RetryPolicy::never())).await {
                Ok(reply) => {
                    self.pace.succeed();
                    return Ok(Some(End::from_reply(State::Done, reply)));
                }
                Err(error) => error,
            };
            match error.outcome() {
                Outcome::Rejected | Outcome::NotSent => {
                    if let Some(end) = self.refused(task, line, &error, &mut attempt).await {
                        return Ok(Some(end));
                    }
                }
                outcome => return Ok(Some(self.doubtful(task, line, outcome, &error).await)),
            }
        }
    }

    /// A request that was not carried out: `None` if it is to be sent again.
    async fn refused(&self, task: &Task, line: &Line, error: &Error, attempt: &mut Attempt) -> Option<End> {
        let status = error.status().map(|status| status.as_u16());
        let number = attempt.number;
        let mut state = attempt.refused();
        // The first copy of a repeated line may have arrived in the meantime.
        if attempt.is_repeated && status.is_some_and(|status| status != 429) {
            match self.resolve(line, Duration::ZERO).await {
                Some(Found::Ours(reply)) if !task.is_changed() => return Some(End::from_reply(State::Found, reply)),
                Some(Found::Nothing | Found::Other(_)) => state = State::NotCarriedOut,
                Some(Found::Ours(_) | Found::Failed(_)) | None => {}
            }
        }
        let attempts = self.settings.max_attempts();
        let may_repeat = number < attempts.unwrap_or(ATTEMPTS);
        let mut again = false;
        match (status, error.retry_after()) {
            (Some(429), asked) => {
                self.pace.pause(asked.unwrap_or_else(|| backoff(number, &task.id)));
                again = may_repeat;
            }
            (Some(401), _) if self.reload(attempt) => again = may_repeat,
            (Some(401 | 403), _) => self.pace.fail(&error.to_string()),
            (None, _) => {
                self.pace.fail(&error.to_string());
                again = number < attempts.unwrap_or(CONNECTION_ATTEMPTS) && !self.pace.is_stopped();
                if again {
                    self.pace.unless_stopped(sleep(backoff(number, &task.id))).await;
                }
            }
            (Some(_), asked) => {
                self.pace.succeed();
                asked.into_iter().for_each(|wait| self.pace.pause(wait));
            }
        }
        if again {
            self.journal.write(&record(task, attempt.refused(), status));
            return None;
        }
        Some(End::from_error(state, error))
    }

    /// A request that may have been carried out.
    async fn doubtful(&self, task: &Task, line: &Line, outcome: Outcome, error: &Error) -> End {
        if let Some(wait) = error.retry_after() {
            self.pace.pause(wait);
        }
        let state = if outcome == Outcome::Succeeded { State::Unreadable } else { State::Unknown };
        let end = End::from_error(state, error);
        self.journal.write(&record(task, state, end.status));
        match self.resolve(line, self.wait).await {
            Some(Found::Ours(reply)) if state == State::Unreadable || !task.is_changed() => {
                self.pace.succeed();
                End::from_reply(State::Found, reply)
            }
            Some(Found::Ours(_)) => end.and(FORMER),
            Some(Found::Other(fields)) => end.and(&describe_other(&fields)),
            Some(Found::Nothing) => end.and("it was not found"),
            Some(Found::Failed(error)) => end.and(&format!("looking for it failed, too: {error}")),
            None => end,
        }
    }

    /// Reads the credentials again, once for each line; `false` if they cannot have changed, or cannot be read.
    fn reload(&self, attempt: &mut Attempt) -> bool {
        if attempt.is_reloaded || !self.settings.reads_credentials_from_files() {
            return false;
        }
        attempt.is_reloaded = true;
        // Another line may have done it.
        if self.client.borrow().1 == attempt.generation {
            match self.settings.client() {
                Ok(client) => *self.client.borrow_mut() = (client, attempt.generation + 1),
                Err(failure) => {
                    self.pace.stop(Code::Refused, failure.message);
                    return false;
                }
            }
        }
        true
    }
}

/// A record of a line.
fn record(task: &Task, state: State, status: Option<u16>) -> Record {
    let is_mixed = task.is_changed() && state.is_open();
    Record { state, id: task.id.to_string(), content: hex(&task.content), at: now(), status, is_mixed }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs())
}
