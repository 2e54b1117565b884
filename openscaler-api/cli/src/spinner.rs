//! Says on a terminal what is happening.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line on standard error, which disappears in the end.
pub(crate) struct Spinner(ProgressBar);

impl Spinner {
    /// Hidden unless it is `shown`.
    pub(crate) fn new(shown: bool, message: String) -> Self {
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.set_message(message);
        if shown {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Self(bar)
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
