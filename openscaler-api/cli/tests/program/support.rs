//! Starts the program, and keeps what it printed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use openscaler_reference_server::ReferenceServer;
use openscaler_reference_server::certificates::Recipe;
use tempfile::TempDir;

/// A server, and a folder with a token and a bundle in two files.
pub(crate) struct Stage {
    pub(crate) server: ReferenceServer,
    pub(crate) folder: TempDir,
}

/// What the program printed, and its exit code.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Panics with all that was printed unless the exit code is this one.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\nstdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.stderr.contains(text), "expected {text:?}, found {:?}", self.stderr);
        self
    }
}

impl Stage {
    pub(crate) fn new() -> Self {
        let stage = Self { server: ReferenceServer::start(), folder: tempfile::tempdir().expect("a folder") };
        let bundle = Recipe::new(["shop.example.com"]).make().expect("a bundle").to_pem();
        let key = bundle.find("-----BEGIN PRIVATE KEY").expect("the key is the last block");
        stage.write("fullchain.pem", &bundle[..key]);
        stage.write("privkey.pem", &bundle[key..]);
        stage.write("token", &stage.server.token());
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the file can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file can be read")
    }

    /// The program in the folder, with the address and the token; words are separated by spaces.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = program(self.folder.path());
        command.env("OPENSCALER_URL", self.server.base_url()).args(["--token-file", "token"]);
        command.args(arguments.split_whitespace());
        command
    }

    pub(crate) fn run(&self, arguments: &str) -> Run {
        run(&mut self.command(arguments), "")
    }

    /// The names of the certificates of a load balancer.
    pub(crate) fn names(&self, load_balancer: &str) -> Vec<String> {
        let mut names: Vec<_> =
            self.server.stored_certificates(load_balancer).into_iter().map(|stored| stored.name).collect();
        names.sort();
        names
    }
}

/// The program in a folder, without any setting of this environment.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openscaler"));
    command.current_dir(folder).env_remove("OPENSCALER_TOKEN").env_remove("OPENSCALER_URL").env("NO_COLOR", "1");
    command
}

pub(crate) fn run(command: &mut Command, input: &str) -> Run {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program starts");
    // It may end without reading.
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}
