//! What lies under an error of the HTTP stack.

use std::error::Error;
use std::io;

/// How deep is looked.
const DEPTH: usize = 16;

/// What a caller can ask about an error of the HTTP stack.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fault {
    pub(super) is_timeout: bool,
    pub(super) is_connect: bool,
    pub(super) io_kind: Option<io::ErrorKind>,
}

impl Fault {
    pub(super) fn of(error: &reqwest::Error) -> Self {
        let io_kind = chain(error).filter_map(|error| error.downcast_ref().map(io::Error::kind)).last();
        Self { is_timeout: error.is_timeout(), is_connect: error.is_connect(), io_kind }
    }
}

/// The message at the bottom of an error, or the one above it that repeats it and adds to it.
///
/// The messages between say no more than which layer of the stack passed it on. It may hold what a server sent, such as
/// the names in its certificate.
pub(crate) fn root_cause(error: &(dyn Error + 'static)) -> String {
    let mut root = String::new();
    for message in chain(error).map(ToString::to_string) {
        if !message.is_empty() && !root.contains(&message) {
            root = message;
        }
    }
    root
}

/// `error` and all that lies under it, and in it.
pub(super) fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let under = |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        // An `io::Error` does not name what it holds as its source, but what lies under that.
        let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        held.map(|held| held as &(dyn Error + 'static)).or_else(|| error.source())
    };
    std::iter::successors(Some(error), under).take(DEPTH)
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::*;

    #[derive(Debug)]
    struct Endless;

    impl fmt::Display for Endless {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("again")
        }
    }

    impl Error for Endless {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self)
        }
    }

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Outer(&'static str, #[source] io::Error);

    #[test]
    fn a_chain_has_an_end() {
        assert_eq!(chain(&Endless).count(), DEPTH);
        assert_eq!(root_cause(&Endless), "again");
    }

    #[test]
    fn what_an_io_error_holds_is_found() {
        let held = io::Error::other(io::Error::other(Endless));
        assert!(chain(&held).any(|error| error.is::<Endless>()));
    }

    #[test]
    fn the_root_is_told_with_what_is_added_to_it() {
        let root = || io::Error::other("verify failed");
        assert_eq!(root_cause(&Outer("client error (Connect)", root())), "verify failed");
        assert_eq!(
            root_cause(&Outer("verify failed (unable to get issuer)", root())),
            "verify failed (unable to get issuer)"
        );
        assert_eq!(root_cause(&Outer("", io::Error::other(""))), "");
    }
}
