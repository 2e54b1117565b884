//! What lies under an error of the HTTP stack, as text: bounded, on one line, and with nothing of a request or an answer.

use std::error::Error;
use std::{fmt, io};

/// How many causes are kept, and how many bytes of each.
const DEPTH: usize = 8;
const LENGTH: usize = 200;

/// One cause, and the one under it.
///
/// The stack's own errors are not kept: in `Debug` they print URLs, and HTTP/2's prints what the server sent when it
/// closed the connection. An error of the system is kept as an [`io::Error`], for a caller that asks for its kind.
#[derive(Debug)]
pub(super) struct Cause {
    text: String,
    under: Option<Under>,
}

#[derive(Debug)]
enum Under {
    Cause(Box<Cause>),
    System(io::Error),
}

impl Cause {
    /// `error` and what lies under it.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
        Self::at_depth(error, 1)
    }

    /// What lies under `error`, whose own message says nothing.
    pub(super) fn under(error: &(dyn Error + 'static)) -> Option<Self> {
        error.source().map(Self::of)
    }

    fn at_depth(error: &(dyn Error + 'static), depth: usize) -> Self {
        let under = error.source().filter(|_| depth < DEPTH).map(|under| {
            let system = under.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error);
            let cause = || Under::Cause(Box::new(Self::at_depth(under, depth + 1)));
            system.map_or_else(cause, |code| Under::System(io::Error::from_raw_os_error(code)))
        });
        Self { text: one_line(&error.to_string(), LENGTH), under }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self.under.as_ref()? {
            Under::Cause(cause) => Some(cause.as_ref()),
            Under::System(error) => Some(error),
        }
    }
}

/// `error` and all that lies under it, and in it.
pub(super) fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        // An `io::Error` does not name what it holds as its source, but what lies under that.
        let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        held.map(|held| held as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

/// `text` without control characters and not longer than `length` bytes.
pub(super) fn one_line(text: &str, length: usize) -> String {
    let mut line = String::new();
    for character in text.chars() {
        let character = if character.is_control() { ' ' } else { character };
        if character == ' ' && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if line.len() + character.len_utf8() > length {
            line.push('…');
            break;
        }
        line.push(character);
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Endless;

    impl fmt::Display for Endless {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "one\r\ntwo {}", "é".repeat(1000))
        }
    }

    impl Error for Endless {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self)
        }
    }

    #[test]
    fn a_chain_is_bounded_in_every_direction() {
        let cause = Cause::of(&Endless);
        let mut next: Option<&dyn Error> = Some(&cause);
        let mut depth = 0;
        while let Some(error) = next {
            let text = error.to_string();
            assert!(text.starts_with("one two é") && text.ends_with('…') && text.len() <= LENGTH + '…'.len_utf8());
            depth += 1;
            next = error.source();
        }
        assert_eq!(depth, DEPTH);
    }

    #[test]
    fn an_error_of_the_system_keeps_its_kind() {
        #[derive(Debug, thiserror::Error)]
        #[error("no connection")]
        struct Outer(#[source] io::Error);

        let cause = Cause::of(&Outer(io::Error::from(io::ErrorKind::NotFound)));
        assert_eq!(cause.source().map(ToString::to_string).as_deref(), Some("entity not found"));
        let cause = Cause::of(&Outer(io::Error::from_raw_os_error(13)));
        let system = cause.source().and_then(|error| error.downcast_ref::<io::Error>());
        assert_eq!(system.map(io::Error::kind), Some(io::Error::from_raw_os_error(13).kind()));
    }

    #[test]
    fn what_an_io_error_holds_is_found() {
        let held = io::Error::other(io::Error::other(Endless));
        assert!(chain(&held).any(|error| error.is::<Endless>()));
    }
}
