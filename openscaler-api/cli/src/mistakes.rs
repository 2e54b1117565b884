//! What is wrong with a command line, collected, so that all of it is reported at once.

use crate::failure::Failure;

/// The mistakes: what each is in, and a message that begins with a verb.
#[derive(Default)]
pub(crate) struct Mistakes(Vec<(String, String)>);

impl Mistakes {
    pub(crate) fn push(&mut self, name: impl Into<String>, message: impl Into<String>) {
        self.0.push((name.into(), message.into()));
    }

    /// Adds what is wrong with an option.
    pub(crate) fn push_option(&mut self, option: &str, message: impl Into<String>) {
        self.push(format!("`--{option}`"), message);
    }

    /// The value of an option, unless there is something wrong with it.
    pub(crate) fn accept<T>(&mut self, option: &str, value: Result<T, String>) -> Option<T> {
        value.map_err(|message| self.push_option(option, message)).ok()
    }

    /// Whether something is wrong with it.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// What was read, if all of it is right.
    ///
    /// # Errors
    ///
    /// All mistakes.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Failure> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => {
                let lines: Vec<String> = self.0.iter().map(|(name, message)| format!("{name} {message}")).collect();
                Err(Failure::mistakes(lines.len(), &lines))
            }
        }
    }
}
