//! The causes of an error of the HTTP stack.

use std::error::Error;
use std::io;

/// The maximum depth of the search.
const DEPTH: usize = 16;

/// The properties of an error of the HTTP stack that a caller can query.
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

/// The message of the root cause, or that of the error above it if it includes the root's.
///
/// The messages in between only name the layers of the stack. It may contain data from the server, such as the names in
/// its certificate.
pub(crate) fn root_cause(error: &(dyn Error + 'static)) -> String {
    let mut root = String::new();
    for message in chain(error).map(ToString::to_string) {
        if !message.is_empty() && !root.contains(&message) {
            root = message;
        }
    }
    root
}

/// `error`, its sources, and the errors inside them.
pub(super) fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let under = |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        // The source of an `io::Error` is not the error inside, but the source of that.
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
