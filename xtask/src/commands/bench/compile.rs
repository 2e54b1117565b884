//! `cargo xtask bench compile`: `cargo check` of the client against plain progenitor output, and what a downstream
//! crate compiles of syn.
//!
//! Both crates are made on the spot from the same document, in the target directory, and take turns, so that whatever
//! else the machine does falls on both.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, ensure};
use openscaler_generator::generate::{generate, generate_plain};
use openscaler_generator::lower::lower;
use openscaler_generator::skeleton;
use openscaler_openapi::document::Source;

use crate::workspace::{self, DOCUMENT};

/// The ratio that the project allows itself.
const ALLOWED: f64 = 1.5;

/// The arguments of `cargo xtask bench compile`.
#[derive(clap::Args)]
pub struct Arguments {
    /// How often each crate is checked; the median counts
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

/// Measures, and prints the medians, their ratio, and the versions of syn.
///
/// # Errors
///
/// When the document cannot be generated from, or one of the crates does not compile.
#[expect(clippy::print_stdout, reason = "the figures are what this command is for")]
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let bench = Bench::write()?;
    println!("building the dependencies of both crates");
    let (ours, plain) = (bench.package("ours"), bench.package("plain"));
    for package in [&ours, &plain] {
        package.check()?;
    }
    let (mut of_ours, mut of_plain, mut of_cargo) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..arguments.runs {
        of_ours.push(ours.check_anew()?);
        of_plain.push(plain.check_anew()?);
        of_cargo.push(plain.check()?);
    }
    let (of_ours, of_plain) = (median(&mut of_ours), median(&mut of_plain));
    let ratio = of_ours.as_secs_f64() / of_plain.as_secs_f64();
    println!("cargo check, dependencies built, not incremental, median of {}:", arguments.runs);
    println!("  openscaler-api      {:5} ms", of_ours.as_millis());
    println!("  plain progenitor    {:5} ms", of_plain.as_millis());
    println!("  cargo, nothing to do {:4} ms", median(&mut of_cargo).as_millis());
    println!("  ratio               {ratio:5.2}, {} {ALLOWED}", if ratio <= ALLOWED { "within" } else { "above" });
    print!("{}", bench.package("downstream").versions_of_syn()?);
    Ok(ExitCode::SUCCESS)
}

/// The middle one, or the later of the two in the middle.
fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The folder with the packages that are measured, each a workspace of its own.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn write() -> Result<Self> {
        let folder = workspace::target_directory().join("bench/compile");
        let source = Source::read(&workspace::document())?;
        let generated = generate(&source, DOCUMENT)?;
        skeleton::write(&workspace::root(), &folder.join("ours"), "openscaler-api", "OpenScaler", &generated.code)?;
        let manifest = fs::read_to_string(folder.join("ours/Cargo.toml")).context("the crate was not written")?;

        let lowered = serde_yaml::to_string(&lower(&source.value)).context("the document cannot be written as YAML")?;
        let plain = generate_plain(&lowered)?;
        write(&folder.join("plain/src/lib.rs"), &plain)?;
        write(&folder.join("plain/Cargo.toml"), &plain_manifest(&manifest, &plain)?)?;

        write(&folder.join("downstream/src/lib.rs"), "//! Depends on the client, and does nothing.\n")?;
        let downstream = "dependencies.openscaler-api.path = \"../ours\"\n\
                          [package]\nname = \"downstream\"\nedition = \"2024\"\n[workspace]\n";
        write(&folder.join("downstream/Cargo.toml"), downstream)?;
        for package in ["plain", "downstream"] {
            // The versions that the repository is tested with.
            let lock = folder.join(package).join("Cargo.lock");
            fs::copy(workspace::root().join("Cargo.lock"), lock).context("the lock file cannot be copied")?;
        }
        Ok(Self { folder })
    }

    fn package(&self, name: &str) -> Package {
        Package { folder: self.folder.join(name), target: self.folder.join("target") }
    }
}

/// The same HTTP stack as ours, progenitor's own runtime, and what the types of formats come from.
fn plain_manifest(ours: &str, code: &str) -> Result<String> {
    let ours: toml::Table = ours.parse().context("the client's manifest cannot be read")?;
    let ours = ours.get("dependencies").and_then(toml::Value::as_table).context("the client depends on nothing")?;
    let mut dependencies = toml::Table::new();
    for name in ["bytes", "futures-core", "reqwest", "serde", "serde_json"] {
        dependencies.extend(ours.get(name).map(|dependency| (name.to_owned(), dependency.clone())));
    }
    dependencies.insert("progenitor-client".to_owned(), "0.15".into());
    for (name, version) in [("chrono", "0.4"), ("uuid", "1"), ("regress", "0.12")] {
        if code.contains(&format!("::{name}::")) {
            let mut dependency = toml::Table::new();
            dependency.insert("version".to_owned(), version.into());
            if name != "regress" {
                dependency.insert("features".to_owned(), vec!["serde"].into());
            }
            dependencies.insert(name.to_owned(), dependency.into());
        }
    }
    let mut manifest = toml::toml! {
        package = { name = "plain", edition = "2024" }
        workspace = {}
    };
    manifest.insert("dependencies".to_owned(), dependencies.into());
    Ok(manifest.to_string())
}

/// A package that is measured.
struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Package {
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        command
    }

    /// How long `cargo check` takes, as things are.
    fn check(&self) -> Result<Duration> {
        let start = Instant::now();
        let output = self.cargo(&["check", "--quiet"]).output().context("cargo cannot be started")?;
        let time = start.elapsed();
        ensure!(output.status.success(), "it does not compile:\n{}", String::from_utf8_lossy(&output.stderr));
        Ok(time)
    }

    /// How long it takes when the package, and nothing that it depends on, has changed.
    fn check_anew(&self) -> Result<Duration> {
        let library = self.folder.join("src/lib.rs");
        let touched = File::options().append(true).open(&library).and_then(|file| file.set_modified(SystemTime::now()));
        touched.with_context(|| format!("`{}` cannot be touched", library.display()))?;
        self.check()
    }

    /// Each version of syn that building the package compiles, and what brings it.
    fn versions_of_syn(&self) -> Result<String> {
        let tree = |arguments: &[&str]| -> Result<String> {
            let output =
                self.cargo(&["tree", "--edges", "normal,build"]).args(arguments).stderr(Stdio::inherit()).output();
            let output = output.context("cargo cannot be started")?;
            ensure!(output.status.success(), "cargo tree failed");
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let all = tree(&["--prefix", "none", "--format", "{p}"])?;
        let versions: BTreeSet<_> =
            all.lines().filter_map(|line| line.strip_prefix("syn v")?.split_whitespace().next()).collect();
        let mut report = format!("versions of syn that a downstream crate compiles: {}\n", versions.len());
        for version in versions {
            report += &tree(&["--invert", &format!("syn@{version}"), "--depth", "1"])?;
        }
        Ok(report)
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let unwritable = || format!("`{}` cannot be written", path.display());
    fs::create_dir_all(path.parent().unwrap_or(path)).with_context(unwritable)?;
    fs::write(path, text).with_context(unwritable)
}
