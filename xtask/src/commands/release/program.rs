//! Packs the program for operators, who have no cargo: an archive with completions, manual pages and licences, and checksums.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use openscaler_generator::compat::Version;

use crate::process::{cargo, output, succeeds};
use crate::workspace;

const PACKAGE: &str = "openscaler-cli";
const NAME: &str = "openscaler";

/// Builds and packs the program for this machine; `None` if it does not build, which cargo then has explained.
///
/// # Errors
///
/// If another step fails.
pub(super) fn pack(version: Version) -> Result<Option<PathBuf>> {
    let root = workspace::root();
    let target = root.join("target");
    let mut build = cargo(&root);
    build.args(["build", "--release", "--locked", "--package", PACKAGE]);
    if !succeeds(build.env("CARGO_PROFILE_RELEASE_STRIP", "symbols").env("CARGO_TARGET_DIR", &target))? {
        return Ok(None);
    }
    let program = target.join("release").join(NAME);
    let name = format!("{NAME}-{version}-{}", host()?);
    let archives = target.join("archives");
    let folder = archives.join(&name);
    let unwritable = || format!("cannot write `{}`", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(unwritable)?;
    }
    fs::create_dir_all(folder.join("completions")).with_context(unwritable)?;
    fs::copy(&program, folder.join(NAME)).with_context(unwritable)?;
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "openscaler-api/cli/README.md"] {
        let source = root.join(file);
        fs::copy(&source, folder.join(source.file_name().unwrap_or_default())).with_context(unwritable)?;
    }
    let hooks = root.join("openscaler-api/cli/hooks");
    run(Command::new("cp").arg("-R").arg(hooks).arg(&folder))?;
    for (shell, file) in [("bash", "openscaler.bash"), ("zsh", "_openscaler"), ("fish", "openscaler.fish")] {
        let script = run(Command::new(&program).args(["completions", shell]))?;
        fs::write(folder.join("completions").join(file), script).with_context(unwritable)?;
    }
    run(Command::new(&program).arg("manual").arg(folder.join("man")))?;
    let archive = archives.join(format!("{name}.tar.gz"));
    run(Command::new("tar").arg("-czf").arg(&archive).arg(&name).current_dir(&archives))?;
    fs::write(archives.join("SHA256SUMS"), checksums(&archives, version)?).with_context(unwritable)?;
    Ok(Some(archive))
}

/// The target for which this machine builds.
fn host() -> Result<String> {
    let version = String::from_utf8(run(Command::new("rustc").arg("-vV"))?).context("rustc prints no UTF-8")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}

/// Of all archives of a version: those of other systems are copied there before.
fn checksums(archives: &Path, version: Version) -> Result<Vec<u8>> {
    let entries = fs::read_dir(archives).with_context(|| format!("cannot read `{}`", archives.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let start = format!("{NAME}-{version}-");
    let mut names: Vec<String> = names.filter(|name| name.starts_with(&start) && name.ends_with(".tar.gz")).collect();
    names.sort();
    // macOS has the other one.
    let has_coreutils = Command::new("sha256sum").arg("--version").output().is_ok_and(|output| output.status.success());
    let mut command = Command::new(if has_coreutils { "sha256sum" } else { "shasum" });
    let options: &[&str] = if has_coreutils { &[] } else { &["-a", "256"] };
    run(command.args(options).args(names).current_dir(archives))
}

/// What a command prints.
fn run(command: &mut Command) -> Result<Vec<u8>> {
    let output = output(command.stdin(Stdio::null()))?;
    let program = command.get_program().display();
    ensure!(output.status.success(), "`{program}` failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_one_version() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["openscaler-0.1.0-a.tar.gz", "openscaler-0.2.0-a.tar.gz", "openscaler-0.2.0-b.tar.gz"] {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        let version = Version::parse("0.2.0").expect("a version");
        let text = String::from_utf8(checksums(folder.path(), version).expect("checksums")).expect("UTF-8");
        let names: Vec<_> = text.lines().filter_map(|line| line.split("  ").nth(1)).collect();
        assert_eq!(names, ["openscaler-0.2.0-a.tar.gz", "openscaler-0.2.0-b.tar.gz"]);
    }
}
