//! Turns panics of progenitor into errors, without printing a message and a backtrace.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The result of `run`, or the message of its panic.
pub(crate) fn catch_panic<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                loud(panic);
            }
        }));
    });
    let was_quiet = IS_QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(run));
    IS_QUIET.set(was_quiet);
    result.map_err(|panic| message(panic.as_ref()))
}

/// The first line of the message; the rest is a dump of progenitor's own data.
fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let message = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let line = message.and_then(|message| message.lines().next()).filter(|line| !line.trim().is_empty());
    line.unwrap_or("no message").trim_end_matches([':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_one_line() {
        assert_eq!(catch_panic(|| 1), Ok(1));
        let panicked = catch_panic(|| -> () { panic!("no such thing: {}", "{\n}") });
        assert_eq!(panicked, Err("no such thing: {".to_owned()));
    }
}
