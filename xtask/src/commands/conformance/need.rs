//! What the tools need of the machine, and how to get it where it is missing.

use std::process::{Command, Stdio};

/// A program that is not installed by this command.
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

/// The oldest Node.js that Redocly's command runs on.
const NODE: (u32, u32) = (20, 19);

/// What of this is missing, in words, with what to do about it; `None` when all is there.
pub(super) fn missing(needs: &[Need]) -> Option<String> {
    let missing: Vec<_> = needs.iter().filter_map(|need| need.missing()).collect();
    (!missing.is_empty()).then(|| missing.join("; "))
}

impl Need {
    fn missing(self) -> Option<String> {
        match self {
            Self::Node => match output("node", &["--version"]) {
                Some(version) if !is_at_least(&version, NODE) => {
                    Some(format!("Node.js is {}; install {}.{} or later", version.trim(), NODE.0, NODE.1))
                }
                Some(_) if output("npm", &["--version"]).is_some() => None,
                _ => {
                    Some("`node` or `npm` is missing; install them, on Debian with `apt-get install nodejs npm`".into())
                }
            },
            Self::Python => match output("python3", &["-c", "import ensurepip, venv"]) {
                Some(_) => None,
                None => Some(
                    "`python3` or its module `venv` is missing; install them, on Debian with \
                     `apt-get install python3-venv`"
                        .into(),
                ),
            },
            Self::Haproxy => match haproxy() {
                Some(_) => None,
                None => Some("`haproxy` is missing; install it, on Debian with `apt-get install haproxy`".into()),
            },
            Self::Java => match output("java", &["-version"]) {
                Some(_) => None,
                None => {
                    Some("`java` is missing; install it, on Debian with `apt-get install default-jre-headless`".into())
                }
            },
        }
    }
}

/// HAProxy's program. Debian has it where only root's `PATH` leads to.
pub(super) fn haproxy() -> Option<&'static str> {
    ["haproxy", "/usr/sbin/haproxy"].into_iter().find(|program| output(program, &["-v"]).is_some())
}

/// What a program prints, if it is there and succeeds.
pub(super) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a version like `v20.19.0` is not older than another.
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
