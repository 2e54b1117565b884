//! The programs of the reference server as processes, and how much memory a process takes.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};

/// The token that a [`ServerProcess`] accepts.
pub const TOKEN: &str = "token-of-the-process";

/// A running `reference-server`, killed when it is dropped.
pub struct ServerProcess {
    child: Child,
    address: SocketAddr,
}

impl ServerProcess {
    /// Starts `program` and waits until it listens.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub fn start(program: &str, arguments: &[&str]) -> Self {
        let mut child = Command::new(program)
            .args(arguments)
            .env("OPENSCALER_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        stdout.read_line(&mut line).expect("a line");
        child.stdout = Some(stdout.into_inner());
        let address = line.strip_prefix("listening on http://").and_then(|rest| rest.trim_end().parse().ok());
        Self { child, address: address.unwrap_or_else(|| panic!("it says where it listens: {line:?}")) }
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The most memory that it has taken so far, in bytes; `None` on a system that does not say.
    pub fn peak_memory(&self) -> Option<usize> {
        peak_memory(&self.child.id().to_string())
    }

    /// Sends a signal and waits; returns how it ended and what else it wrote, to both outputs.
    ///
    /// # Panics
    ///
    /// If it cannot be stopped, or wrote what is not text.
    pub fn stop(mut self, signal: &str) -> (ExitStatus, String, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        let status = self.child.wait().expect("an end");
        let read = |pipe: Option<&mut dyn Read>| {
            let mut text = String::new();
            pipe.expect("a pipe").read_to_string(&mut text).expect("text");
            text
        };
        let stdout = read(self.child.stdout.as_mut().map(|pipe| pipe as &mut dyn Read));
        let stderr = read(self.child.stderr.as_mut().map(|pipe| pipe as &mut dyn Read));
        (status, stdout, stderr)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The most memory that a process has taken so far, in bytes: `process` is its number, or `self`. `None` on a system
/// without `/proc/PID/status`.
pub fn peak_memory(process: &str) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}
