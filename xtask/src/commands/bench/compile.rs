//! `cargo xtask bench compile`: `cargo check` of the client against plain progenitor output, and the versions of syn
//! that a downstream crate compiles.
//!
//! Both crates are generated from the same document, in the target directory, and take turns, so that other load on
//! the machine affects both.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, ensure};
use openscaler_generator::generate::{generate, generate_plain};
use openscaler_generator::skeleton::{self, write_if_changed};
use openscaler_openapi::document::Source;
use serde_json::Value;

use crate::process::{cargo, output};
use crate::workspace::{self, DOCUMENT};

/// The greatest ratio that the project accepts.
const ALLOWED: f64 = 1.5;

/// The arguments of `cargo xtask bench compile`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Number of runs for each crate; the median is reported
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

/// Measures, and prints the medians, their ratio, and the versions of syn.
///
/// # Errors
///
/// If generation fails, or one of the crates does not compile.
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
    println!("  cargo, no change     {:4} ms", median(&mut of_cargo).as_millis());
    println!("  ratio               {ratio:5.2}, {} {ALLOWED}", if ratio <= ALLOWED { "within" } else { "above" });
    print!("{}", bench.package("downstream").versions_of_syn()?);
    Ok(ExitCode::SUCCESS)
}

/// The median; of an even number, the later of the two in the middle.
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
        let manifest =
            fs::read_to_string(folder.join("ours/Cargo.toml")).context("cannot read the crate's manifest")?;

        let plain =
            serde_yaml::to_string(&without_errors(source.value)).context("cannot write the document as YAML")?;
        let plain = generate_plain(&plain)?;
        write_if_changed(&folder.join("plain/src/lib.rs"), &plain)?;
        write_if_changed(&folder.join("plain/Cargo.toml"), &plain_manifest(&manifest, &plain)?)?;

        write_if_changed(&folder.join("downstream/src/lib.rs"), "//! Depends on the client, and does nothing.\n")?;
        let downstream = "dependencies.openscaler-api.path = \"../ours\"\n\
                          [package]\nname = \"downstream\"\nedition = \"2024\"\n[workspace]\n";
        write_if_changed(&folder.join("downstream/Cargo.toml"), downstream)?;
        for package in ["plain", "downstream"] {
            // The versions that the repository is tested with.
            let lock = folder.join(package).join("Cargo.lock");
            fs::copy(workspace::root().join("Cargo.lock"), lock).context("cannot copy the lock file")?;
        }
        Ok(Self { folder })
    }

    fn package(&self, name: &str) -> Package {
        Package { folder: self.folder.join(name), target: self.folder.join("target") }
    }
}

/// The document for progenitor, which does not support a range of statuses besides a single one.
fn without_errors(mut document: Value) -> Value {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(|paths| paths.values_mut()).filter_map(Value::as_object_mut);
    for responses in items.flat_map(|item| item.values_mut()).filter_map(|operation| operation.get_mut("responses")) {
        if let Some(responses) = responses.as_object_mut() {
            responses.retain(|status, _| status.starts_with('2'));
        }
    }
    document
}

/// The same HTTP stack as ours, progenitor's own runtime, and the crates of the types of formats.
fn plain_manifest(ours: &str, code: &str) -> Result<String> {
    let ours: toml::Table = ours.parse().context("cannot parse the client's manifest")?;
    let ours = ours
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .context("the client's manifest has no dependencies")?;
    let mut dependencies = toml::Table::new();
    for name in ["bytes", "futures-core", "reqwest", "serde", "serde_json"] {
        dependencies.extend(ours.get(name).map(|dependency| (name.to_owned(), dependency.clone())));
    }
    let of_formats = toml::toml! {
        chrono = { version = "0.4", features = ["serde"] }
        uuid = { version = "1", features = ["serde"] }
        regress = "0.12"
    };
    dependencies.insert("progenitor-client".to_owned(), "0.15".into());
    dependencies.extend(of_formats.into_iter().filter(|(name, _)| code.contains(&format!("::{name}::"))));
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
        let mut command = cargo(&self.folder);
        command.args(arguments);
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        command
    }

    /// How long `cargo check` takes in the current state.
    fn check(&self) -> Result<Duration> {
        let start = Instant::now();
        let output = output(&mut self.cargo(&["check", "--quiet"]))?;
        let time = start.elapsed();
        ensure!(output.status.success(), "the crate does not compile:\n{}", String::from_utf8_lossy(&output.stderr));
        Ok(time)
    }

    /// How long it takes after a change of the package itself, but of none of its dependencies.
    fn check_anew(&self) -> Result<Duration> {
        let library = self.folder.join("src/lib.rs");
        let touched = File::options().append(true).open(&library).and_then(|file| file.set_modified(SystemTime::now()));
        touched.with_context(|| format!("cannot touch `{}`", library.display()))?;
        self.check()
    }

    /// Each version of syn that the package's build compiles, and which crate requires it.
    fn versions_of_syn(&self) -> Result<String> {
        let tree = |arguments: &[&str]| -> Result<String> {
            let mut cargo = self.cargo(&["tree", "--edges", "normal,build"]);
            let output = output(cargo.args(arguments).stderr(Stdio::inherit()))?;
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
