//! Progress: on a terminal one line that counts the seconds, elsewhere a line for the start and one for the end.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A long task. It ends with [`Progress::end`], or silently on drop.
pub(super) struct Progress {
    label: String,
    start: Instant,
    /// The thread that redraws the line, and the channel that stops it.
    terminal: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    pub(super) fn start(label: &str) -> Self {
        let (label, start) = (label.to_owned(), Instant::now());
        let terminal = std::io::stderr().is_terminal().then(|| {
            let (stop, stopped) = mpsc::channel();
            let label = label.clone();
            let redraw = thread::spawn(move || {
                while stopped.recv_timeout(Duration::from_millis(200)) == Err(RecvTimeoutError::Timeout) {
                    write(&format!("\r\x1b[K{label} … {} s", start.elapsed().as_secs()));
                }
            });
            (stop, redraw)
        });
        if terminal.is_none() {
            write(&format!("{label} …\n"));
        }
        Self { label, start, terminal }
    }

    /// Prints the result.
    pub(super) fn end(mut self, word: &str) {
        self.stop();
        write(&format!("{}: {word} after {:.1} s\n", self.label, self.start.elapsed().as_secs_f64()));
    }

    fn stop(&mut self) {
        if let Some((stop, redraw)) = self.terminal.take() {
            drop(stop);
            // The thread cannot panic.
            let _ = redraw.join();
            write("\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Writes to standard error, since standard output has the result. Errors, such as a closed stream, are ignored.
fn write(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}
