//! The programs that the tools require, and how to install them.

use std::process::{Command, Stdio};

/// A program that this command does not install.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// With npm.
    Node,
    /// With the module that makes virtual environments.
    Python,
    /// The virtual machine.
    Java,
    /// The load balancer.
    Haproxy,
}

/// The oldest Node.js that Redocly supports.
const NODE: (u32, u32) = (20, 19);

/// What is missing and how to install it; `None` if nothing is.
pub(super) fn missing(needs: &[Need]) -> Option<String> {
    let missing: Vec<_> = needs.iter().filter_map(|need| need.missing()).collect();
    (!missing.is_empty()).then(|| missing.join("; "))
}

impl Need {
    fn missing(self) -> Option<String> {
        let node = || output("node", &["--version"]).filter(|_| output("npm", &["--version"]).is_some());
        let (found, program, packages) = match self {
            Self::Node => (node(), "`node` or `npm`", "nodejs npm"),
            Self::Python => {
                (output("python3", &["-c", "import ensurepip, venv"]), "`python3` or its module `venv`", "python3-venv")
            }
            Self::Haproxy => (haproxy().map(str::to_owned), "`haproxy`", "haproxy"),
            Self::Java => (output("java", &["-version"]), "`java`", "default-jre-headless"),
        };
        match found {
            None => Some(format!("{program} is missing; on Debian, install it with `apt-get install {packages}`")),
            Some(version) if self == Self::Node && !is_at_least(&version, NODE) => {
                Some(format!("Node.js is {}; install {}.{} or later", version.trim(), NODE.0, NODE.1))
            }
            Some(_) => None,
        }
    }
}

/// HAProxy's program. Debian installs it in a folder that only root has in its `PATH`.
pub(super) fn haproxy() -> Option<&'static str> {
    ["haproxy", "/usr/sbin/haproxy"].into_iter().find(|program| output(program, &["-v"]).is_some())
}

/// The output of a program, if it is installed and succeeds.
pub(super) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a version such as `v20.19.0` is at least `least`.
fn is_at_least(version: &str, (major, minor): (u32, u32)) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (major, minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers() {
        for (version, enough) in
            [("v20.19.0\n", true), ("v22.0.1", true), ("v20.9.0", false), ("v8.1.0", false), ("", false)]
        {
            assert_eq!(is_at_least(version, NODE), enough, "{version}");
        }
    }
}
