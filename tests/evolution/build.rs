//! All programs of the suite, built at once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use openscaler_generator::downstream::Downstream;
use serde_json::Value;

use super::case::{Case, Refused, read};

/// What the compiler made of each target, by package and name.
pub(crate) struct Built {
    executables: BTreeMap<(String, String), PathBuf>,
    compiled: BTreeSet<(String, String)>,
    /// All that was said, warnings too.
    said: BTreeMap<(String, String), String>,
}

/// The package of what compiles against the document as it is.
pub(crate) const BASE: &str = "base";

/// The generated clients of a case.
pub(crate) struct Codes {
    /// Before the edit, if that is not the document as it is.
    pub(crate) old: Option<String>,
    pub(crate) new: String,
}

/// Writes and builds the client of the document as it is (`base`), those of each case, and all programs.
///
/// A program that must not compile keeps none of the others from being built.
pub(crate) fn build(base: &str, cases: &[(Case, Codes)]) -> Built {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut downstream = Downstream::new(&root, &folder.join("evolution"), &folder.join("generated/target"));
    let mut package = |client: &str, code: &str, packages: Vec<(String, Vec<(String, String)>)>| {
        let client = format!("client-{client}");
        downstream.client(&client, code).expect("it can be written");
        for (name, sources) in packages {
            downstream.package(&name, &client, &sources).expect("it can be written");
        }
    };
    let library = |text: String| vec![("src/lib.rs".to_owned(), text)];
    let broken: Vec<_> = cases.iter().flat_map(|(case, _)| &case.breaks).map(|refused| &refused.code).collect();
    // All executables end up in one folder.
    let program = |package: &str, name: &str, text: String| (format!("src/bin/{}.rs", target(package, name)), text);
    package(
        BASE,
        base,
        vec![
            (BASE.to_owned(), vec![program(BASE, "play", read("play.rs"))]),
            (format!("{BASE}-before"), library(read("as_before.rs"))),
            (format!("{BASE}-broken"), library(functions(&broken))),
        ],
    );
    for (case, codes) in cases {
        if let Some(code) = &codes.old {
            let name = case.old_package();
            let mut programs = vec![program(&name, "play", read("play.rs"))];
            programs.extend(case.now.clone().map(|now| program(&name, "now", now)));
            package(
                &name,
                code,
                vec![(name.clone(), programs), (format!("{name}-before"), library(read("as_before.rs")))],
            );
        }
        let program = |name: &str, text: String| program(&case.name, name, text);
        let mut programs = vec![program("play", read("play.rs"))];
        programs.extend(case.now.clone().map(|now| program("now", now)));
        let refused = |kind: &str, all: &[Refused]| {
            let program =
                |(index, refused): (usize, &Refused)| program(&format!("{kind}_{index}"), main_of(&refused.code));
            all.iter().enumerate().map(program).collect::<Vec<_>>()
        };
        programs.extend(refused("breaks", &case.breaks));
        programs.extend(refused("refuses", &case.refuses));
        let before = (format!("{}-before", case.name), library(read("as_before.rs")));
        package(&case.name, &codes.new, vec![(case.name.clone(), programs), before]);
    }
    let build = |jobs: &[&str]| {
        let mut cargo = downstream.cargo().expect("the workspace can be written");
        cargo.args(["build", "--workspace", "--keep-going", "--message-format=json", "--quiet"]).args(jobs);
        Built::of(cargo)
    };
    let built = build(&[]);
    // A linker that ran out of memory or disk says nothing about the program. Cargo builds only what is not there.
    if built.said.values().any(|said| said.contains("error: linking with")) { build(&["--jobs", "1"]) } else { built }
}

const IMPORTS: &str = "#[allow(unused_imports)]\nuse openscaler_api::{*, types::*};";

/// What a program of a package is called.
fn target(package: &str, name: &str) -> String {
    format!("{package}-{name}")
}

/// A program of one statement, which begins in its fourth line.
fn main_of(code: &str) -> String {
    format!("{IMPORTS}\nfn main() {{\n    {}\n}}\n", code.trim_end().replace('\n', "\n    "))
}

fn functions(statements: &[&String]) -> String {
    let function = |(index, code): (usize, &&String)| format!("pub fn statement_{index}() {{\n{code}\n}}\n");
    let functions: String = statements.iter().enumerate().map(function).collect();
    format!("#![allow(dead_code, unused_must_use, clippy::all)]\n{IMPORTS}\n{functions}")
}

/// A target as cargo reports it: a library has the name of its package.
fn key(package: &str, program: Option<&str>) -> (String, String) {
    let name = program.map_or_else(|| package.replace('-', "_"), |program| target(package, program));
    (package.to_owned(), name)
}

impl Built {
    fn of(mut cargo: Command) -> Self {
        let output = cargo.output().expect("cargo can be started");
        let mut built = Self { executables: BTreeMap::new(), compiled: BTreeSet::new(), said: BTreeMap::new() };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let package = message["package_id"].as_str().unwrap_or_default();
            let package =
                package.rsplit(['/', '#']).find(|part| !part.starts_with(|first: char| first.is_ascii_digit()));
            let package = package.unwrap_or_default().split('@').next().unwrap_or_default().to_owned();
            let target = (package, message["target"]["name"].as_str().unwrap_or_default().to_owned());
            match message["reason"].as_str() {
                Some("compiler-artifact") => {
                    if let Some(executable) = message["executable"].as_str() {
                        built.executables.insert(target.clone(), executable.into());
                    }
                    built.compiled.insert(target);
                }
                Some("compiler-message") => {
                    let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
                    built.said.entry(target).or_default().push_str(rendered);
                }
                _ => {}
            }
        }
        assert!(!built.compiled.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        built
    }

    /// Whether the library of a package, or a program of it, compiles.
    pub(crate) fn is_compiled(&self, package: &str, program: Option<&str>) -> bool {
        self.compiled.contains(&key(package, program))
    }

    /// All that the compiler said of it.
    pub(crate) fn said(&self, package: &str, program: Option<&str>) -> &str {
        self.said.get(&key(package, program)).map(String::as_str).unwrap_or_default()
    }

    /// Runs a program; what it printed, or why it failed.
    pub(crate) fn run(&self, package: &str, program: &str, input: &str) -> Result<String, String> {
        let executable = self.executables.get(&key(package, Some(program)));
        let executable =
            executable.ok_or_else(|| format!("it does not compile\n{}", self.said(package, Some(program))))?;
        let mut program = Command::new(executable)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it can be started");
        // One that reads nothing may have ended.
        let _ = program.stdin.take().expect("a pipe").write_all(input.as_bytes());
        let output = program.wait_with_output().expect("it ends");
        if !output.status.success() {
            return Err(format!("it fails\n{}", String::from_utf8_lossy(&output.stderr)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
