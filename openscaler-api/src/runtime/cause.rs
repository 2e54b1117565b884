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
pub(super) enum Cause {
    Said(String, Option<Box<Cause>>),
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
        let system = error.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error);
        if let Some(code) = system {
            return Self::System(io::Error::from_raw_os_error(code));
        }
        let under = error.source().filter(|_| depth < DEPTH).map(|under| Box::new(Self::at_depth(under, depth + 1)));
        Self::Said(one_line(&error.to_string(), LENGTH), under)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(text, _) => formatter.write_str(text),
            Self::System(error) => error.fmt(formatter),
        }
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Said(_, under) => under.as_deref().map(|under| under as _),
            Self::System(_) => None,
        }
    }
}

/// `error` or what lies under it, if it is a `T`.
pub(super) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next: Option<&'a (dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        // An `io::Error` does not name what it holds as its source, but what lies under that.
        let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = held.map(|held| held as &(dyn Error + 'static)).or_else(|| error.source());
    }
    None
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
        let cause = Cause::of(&io::Error::from_raw_os_error(111));
        assert!(matches!(&cause, Cause::System(error) if error.kind() == io::ErrorKind::ConnectionRefused));
    }

    #[test]
    fn what_an_io_error_holds_is_found() {
        let held = io::Error::other(io::Error::other(Endless));
        assert!(find::<Endless>(&held).is_some());
    }
}
