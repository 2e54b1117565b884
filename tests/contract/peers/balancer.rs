//! An HAProxy that serves one bundle.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::UnixStream;

/// Its files, in a folder of their own that is gone with it.
pub(crate) struct Balancer {
    program: PathBuf,
    folder: tempfile::TempDir,
}

/// It listens; dropping it ends it.
pub(crate) struct Running {
    process: Child,
    socket: PathBuf,
}

impl Balancer {
    pub(crate) fn new(program: &Path, pem: &str) -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let bundle = folder.path().join("bundle.pem");
        fs::write(&bundle, pem)?;
        // A socket in the folder, not a port: no other process can be in its place.
        let configuration = format!(
            "global\n    maxconn 16\n\
             defaults\n    mode http\n    timeout connect 5s\n    timeout client 5s\n    timeout server 5s\n\
             frontend tls\n    bind unix@{} ssl crt {}\n    http-request return status 204\n",
            folder.path().join("socket").display(),
            bundle.display()
        );
        fs::write(folder.path().join("haproxy.cfg"), configuration)?;
        Ok(Self { program: program.to_owned(), folder })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("-f").arg(self.folder.path().join("haproxy.cfg")).stdin(Stdio::null());
        command
    }

    /// What `haproxy -c` says if it refuses the configuration with the bundle.
    pub(crate) fn check(&self) -> Result<Result<(), String>, Box<dyn Error>> {
        let output = self.command(&["-c"]).output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(if output.status.success() { Ok(()) } else { Err(said) })
    }

    pub(crate) fn start(&self) -> Result<Running, Box<dyn Error>> {
        // Standard output is the report's.
        let process = self.command(&["-db"]).stdout(Stdio::null()).spawn()?;
        Ok(Running { process, socket: self.folder.path().join("socket") })
    }
}

impl Running {
    /// A connection, as soon as it takes one.
    pub(crate) async fn connect(&self) -> Result<UnixStream, Box<dyn Error>> {
        for _ in 0..500 {
            if let Ok(stream) = UnixStream::connect(&self.socket).await {
                return Ok(stream);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err("HAProxy does not listen".into())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has nothing to lose; if it has ended already, all is well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
