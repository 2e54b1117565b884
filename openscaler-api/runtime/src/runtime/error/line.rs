//! The `Display` of an error, as one line.

use std::fmt::{self, Display, Formatter};

use super::{Error, Facts, Reason};
use crate::runtime::Outcome;

impl Display for Error {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        let is_success = inner.answer.is_some() && inner.outcome == Outcome::Succeeded;
        if let Some(call) = &inner.call {
            let result = if is_success { "succeeded" } else { "failed" };
            write!(formatter, "{} {result}{call}", call.operation)?;
            formatter.write_str(if is_success { ", but the response cannot be read: " } else { ": " })?;
        }
        self.fmt_reason(formatter)?;
        if let Some(wait) = self.retry_after() {
            write!(formatter, "; the server asks to wait {} s", wait.as_secs())?;
        }
        if let Some(id) = self.request_id() {
            write!(formatter, "; request id {id}")?;
        }
        match self.effect() {
            Some(effect) => write!(formatter, "; {effect}"),
            None => Ok(()),
        }
    }
}

impl Error {
    fn fmt_reason(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status() {
            formatter.write_str(status.as_str())?;
            if let Some(words) = status.canonical_reason() {
                write!(formatter, " {words}")?;
            }
        }
        match &self.0.reason {
            Reason::Configuration(error) => write!(formatter, "{error}")?,
            Reason::Unsendable(reason) => write!(formatter, "cannot build the request: {reason}")?,
            Reason::Transport { what, cause } if cause.is_empty() => formatter.write_str(what)?,
            Reason::Transport { what, cause } => write!(formatter, "{what}: {cause}")?,
            Reason::Status => {}
            Reason::Unreadable(why) => write!(formatter, ": {why}")?,
        }
        match self.message() {
            // Another clause follows.
            Some(message) => write!(formatter, ": {}", message.trim_end_matches('.')),
            None => Ok(()),
        }
    }

    /// Whether the call may have taken effect, unless the rest of the line says it.
    fn effect(&self) -> Option<&'static str> {
        let is_unsent = matches!(self.0.reason, Reason::Transport { .. }) && self.0.call.is_some();
        match self.0.outcome {
            _ if self.0.is_doubtful => Some("an earlier attempt may have succeeded"),
            Outcome::NotSent if is_unsent => Some("the request never reached the server"),
            Outcome::Unknown => Some("it may have taken effect"),
            Outcome::NotSent | Outcome::Rejected | Outcome::Succeeded => None,
        }
    }
}

/// The server, the attempts and the time: ` at example.com:443 (2 attempts, 1.5 s)`.
impl Display for Facts {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(formatter, " at {}", place.server)?;
            if let Some(proxy) = &place.proxy {
                write!(formatter, " through the proxy {proxy}")?;
            }
        }
        let (attempts, millis) = (self.attempts, self.elapsed.as_millis());
        if attempts == 0 {
            return Ok(());
        }
        let plural = if attempts == 1 { "" } else { "s" };
        if millis < 1000 {
            write!(formatter, " ({attempts} attempt{plural}, {millis} ms)")
        } else {
            write!(formatter, " ({attempts} attempt{plural}, {:.1} s)", self.elapsed.as_secs_f64())
        }
    }
}
