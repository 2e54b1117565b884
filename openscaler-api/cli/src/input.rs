//! What was given for a call, as JSON, and what is wrong with it.

pub(crate) mod read;

use serde_json::Value;

// A command refers to the function that reads its input: table and input are of each other.
use crate::table::Command;

/// The arguments of a call, before they are checked.
pub(crate) struct Input {
    command: &'static Command,
    parameters: Vec<Option<Value>>,
    body: Option<Given>,
    mistakes: Vec<Mistake>,
}

/// The body that was given.
pub(crate) enum Given {
    Json(Value),
    /// The content of a file, and its media type if the caller has to give one.
    File(Vec<u8>, String),
}

/// What is wrong with an argument, and with which.
pub(crate) struct Mistake {
    pub(crate) place: Place,
    /// It begins with a verb: what is wrong and what to do.
    pub(crate) message: String,
}

/// What a mistake is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A parameter, by its index.
    Parameter(usize),
    /// A JSON pointer into the body.
    Body(String),
}

impl Mistake {
    pub(crate) fn in_body(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: Place::Body(pointer.into()), message: message.into() }
    }
}

#[allow(dead_code, reason = "an API may not have all kinds of arguments")]
impl Input {
    /// Checks all arguments at once.
    ///
    /// # Errors
    ///
    /// All mistakes.
    pub(crate) fn check(
        command: &'static Command,
        parameters: Vec<Option<Value>>,
        body: Option<Given>,
    ) -> Result<crate::call::Call, Vec<Mistake>> {
        let mut input = Self { command, parameters, body, mistakes: Vec::new() };
        match (command.prepare)(&mut input) {
            Some(call) if input.mistakes.is_empty() => Ok(call),
            _ => Err(input.mistakes),
        }
    }

    pub(crate) fn required<T>(&mut self, index: usize, read: impl Fn(Value) -> read::Result<T>) -> Option<T> {
        if self.parameters[index].is_none() {
            self.mistakes.push(Mistake { place: Place::Parameter(index), message: "is required".to_owned() });
        }
        self.optional(index, read)?
    }

    /// `None` if it is wrong.
    pub(crate) fn optional<T>(&mut self, index: usize, read: impl Fn(Value) -> read::Result<T>) -> Option<Option<T>> {
        let Some(value) = self.parameters[index].take() else { return Some(None) };
        match read(value) {
            Ok(value) => Some(Some(value)),
            Err(faults) => {
                let values = self.command.parameters[index].values;
                for (_, mut message) in faults {
                    if message == read::INVALID && !values.is_empty() {
                        message = format!("has an unknown value: expected one of `{}`", values.join("`, `"));
                    }
                    self.mistakes.push(Mistake { place: Place::Parameter(index), message });
                }
                None
            }
        }
    }

    pub(crate) fn body<T>(&mut self, read: impl Fn(Value) -> read::Result<T>) -> Option<T> {
        if self.body.is_none() {
            self.require_body();
        }
        self.optional_body(read)?
    }

    pub(crate) fn optional_body<T>(&mut self, read: impl Fn(Value) -> read::Result<T>) -> Option<Option<T>> {
        let Some(Given::Json(value)) = self.body.take() else { return Some(None) };
        match read(value) {
            Ok(body) => Some(Some(body)),
            Err(faults) => {
                let mistakes = faults.into_iter().map(|(pointer, message)| Mistake::in_body(pointer, message));
                self.mistakes.extend(mistakes);
                None
            }
        }
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        if self.body.is_none() {
            self.require_body();
        }
        self.optional_text()?
    }

    pub(crate) fn optional_text(&mut self) -> Option<Option<String>> {
        let Some(Given::File(bytes, _)) = self.body.take() else { return Some(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Some(Some(text)),
            Err(_) => {
                self.mistakes.push(Mistake::in_body("", "is not UTF-8"));
                None
            }
        }
    }

    pub(crate) fn bytes(&mut self) -> Option<Vec<u8>> {
        self.bytes_of().map(|(_, bytes)| bytes)
    }

    pub(crate) fn bytes_of(&mut self) -> Option<(String, Vec<u8>)> {
        match self.body.take() {
            Some(Given::File(bytes, media_type)) => Some((media_type, bytes)),
            _ => {
                self.require_body();
                None
            }
        }
    }

    fn require_body(&mut self) {
        self.mistakes.push(Mistake::in_body("", "is required"));
    }
}
