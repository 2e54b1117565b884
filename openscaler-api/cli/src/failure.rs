//! How the program ends: exit codes, and what it says of a failure.

use std::fmt::Display;
use std::process::ExitCode;

use openscaler_api::{Error, Outcome};
use serde_json::{Value, json};

/// Why the program ends without success.
pub(crate) struct Failure {
    pub(crate) code: Code,
    /// One or more lines; the first has no prefix.
    pub(crate) message: String,
    /// The call that failed.
    call: Option<Box<Error>>,
    /// What is known of the effect.
    effect: Outcome,
}

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// A file, a lock or the terminal.
    Local = 1,
    /// Wrong usage or values; nothing was sent.
    Usage = 2,
    /// Not carried out.
    Refused = 3,
    /// It may have been carried out.
    Unknown = 4,
    /// Carried out, but the answer cannot be read.
    Unreadable = 5,
    /// SIGINT.
    Interrupted = 130,
    /// SIGTERM.
    Terminated = 143,
}

impl Code {
    /// The outcome of what ends with it, unless more is known.
    fn outcome(self) -> Outcome {
        match self {
            Self::Local | Self::Usage => Outcome::NotSent,
            Self::Refused => Outcome::Rejected,
            Self::Unknown | Self::Interrupted | Self::Terminated => Outcome::Unknown,
            Self::Unreadable => Outcome::Succeeded,
        }
    }
}

impl Failure {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), call: None, effect: code.outcome() }
    }

    pub(crate) fn local(message: impl Into<String>) -> Self {
        Self::new(Code::Local, message)
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Code::Usage, message)
    }

    /// A file or stream that cannot be read or written.
    pub(crate) fn io(what: &str, name: impl Display, error: &std::io::Error) -> Self {
        Self::local(format!("cannot {what} {name}: {}", reason(error)))
    }

    /// Mistakes, each a line.
    pub(crate) fn mistakes(count: usize, lines: &[String]) -> Self {
        match lines {
            [only] => Self::usage(only.clone()),
            lines => Self::usage(format!("{count} mistakes; nothing was sent\n  {}", lines.join("\n  "))),
        }
    }

    /// The same failure, of which more is known than its code says.
    pub(crate) fn with_effect(self, effect: Outcome) -> Self {
        Self { effect, ..self }
    }

    /// Says more.
    pub(crate) fn and(mut self, clause: &str) -> Self {
        self.message += &format!("; {clause}");
        self
    }

    pub(crate) fn json(&self) -> Value {
        let call = self.call.as_deref();
        json!({
            "outcome": self.effect.as_str(),
            "exit_code": self.code as u8,
            "error": self.message,
            "status": call.and_then(Error::status).map(|status| status.as_u16()),
            "message": call.and_then(Error::message),
            "request_id": call.and_then(Error::request_id),
            "attempts": call.map_or(0, Error::attempts),
            "retry_is_safe": matches!(self.effect, Outcome::NotSent | Outcome::Rejected),
        })
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (effect, message) = (error.outcome(), error.to_string());
        Self { call: Some(Box::new(error)), effect, ..Self::new(Code::from(effect), message) }
    }
}

impl From<Outcome> for Code {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::NotSent | Outcome::Rejected => Self::Refused,
            Outcome::Succeeded => Self::Unreadable,
            _ => Self::Unknown,
        }
    }
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// The reason of an I/O error, without its number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
