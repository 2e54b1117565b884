//! When a batch waits, and when it stops.

use std::cell::{Cell, RefCell};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use crate::failure::Code;

/// The longest wait that a server is granted.
const MAX_WAIT: Duration = Duration::from_secs(3600);

/// Shared by all calls of a batch.
pub(super) struct Pace {
    until: Cell<Option<Instant>>,
    /// In a row, of the kind that concerns all lines.
    failures: Cell<u32>,
    max_failures: u32,
    stop: RefCell<Option<(Code, String)>>,
    stopped: Notify,
}

impl Pace {
    pub(super) fn new(max_failures: u32) -> Self {
        let (until, failures, stop) = (Cell::new(None), Cell::new(0), RefCell::new(None));
        Self { until, failures, max_failures, stop, stopped: Notify::new() }
    }

    /// Waits as long as the server asks for; `false` if the batch has stopped.
    pub(super) async fn wait(&self) -> bool {
        while let Some(until) = self.until.get().filter(|until| *until > Instant::now()) {
            if !self.unless_stopped(sleep_until(until)).await {
                return false;
            }
        }
        !self.is_stopped()
    }

    /// Waits for `what`; `false` if the batch stops before.
    pub(super) async fn unless_stopped(&self, what: impl Future<Output = ()>) -> bool {
        let stopped = self.stopped.notified();
        if self.is_stopped() {
            return false;
        }
        tokio::select! {
            () = what => true,
            () = stopped => false,
        }
    }

    /// No call begins for a while.
    pub(super) fn pause(&self, wait: Duration) {
        let until = Instant::now() + wait.min(MAX_WAIT);
        self.until.set(Some(self.until.get().map_or(until, |known| known.max(until))));
    }

    /// A line was carried out, or refused for its own sake.
    pub(super) fn succeed(&self) {
        self.failures.set(0);
    }

    /// A call failed in a way that concerns all lines.
    pub(super) fn fail(&self, reason: &str) {
        self.failures.set(self.failures.get() + 1);
        if self.failures.get() >= self.max_failures {
            self.stop(Code::Refused, format!("stopped after {} failures in a row: {reason}", self.failures.get()));
        }
    }

    /// No further call begins; the first reason counts.
    pub(super) fn stop(&self, code: Code, reason: String) {
        self.stop.borrow_mut().get_or_insert((code, reason));
        self.stopped.notify_waiters();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.borrow().is_some()
    }

    /// Why the batch stopped.
    pub(super) fn reason(&self) -> Option<(Code, String)> {
        self.stop.borrow().clone()
    }
}

/// From half to the whole of a time that doubles, other for each line.
pub(super) fn backoff(attempt: u32, id: &str) -> Duration {
    let mut hasher = DefaultHasher::new();
    (id, attempt).hash(&mut hasher);
    let half = Duration::from_millis(250) * 2_u32.pow(attempt.min(5)) / 2;
    half + half.mul_f64(f64::from(hasher.finish() as u32) / f64::from(u32::MAX))
}
