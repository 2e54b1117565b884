//! Compiles the requests of a document in JSON's form, right and wrong, and counts what the compiler refuses.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write as _};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::mistakes::{MARK, Request, SampledRequests};
use super::report::{Example, Requests};
use crate::downstream::Downstream;

/// What is before the first request of a program.
const PREAMBLE: &str = "\
#![allow(dead_code, unused_imports, clippy::all)]
#![recursion_limit = \"1024\"]
use openscaler_api::types;
struct Wrong;
const WRONG: Wrong = Wrong;
fn main() {
";

/// The program that reads what compiles as data, one request in each line.
const DRAFTS: &str = "\
#![allow(clippy::all)]
use openscaler_api::types;
fn is_refused<T: serde::de::DeserializeOwned>(text: &str) -> bool {
    serde_json::from_str::<T>(text).is_err()
}
fn is_violation<D: serde::de::DeserializeOwned, T: TryFrom<D>>(text: &str) -> bool {
    serde_json::from_str::<D>(text).map_or(true, |draft| T::try_from(draft).is_err())
}
fn main() {
    let path = std::env::args().nth(1).expect(\"the file of the requests\");
    let text = std::fs::read_to_string(path).expect(\"the requests\");
    let mut lines = text.lines();
";

/// The package with these programs.
struct Package<'a> {
    downstream: &'a mut Downstream,
    folder: &'a Path,
    name: &'a str,
    client: &'a str,
}

/// Compiles the requests with a package `name`, which depends on `client`.
pub(super) fn check(
    downstream: &mut Downstream,
    folder: &Path,
    name: &str,
    client: &str,
    sampled: &SampledRequests,
) -> Result<Requests> {
    let mut package = Package { downstream, folder, name, client };
    let SampledRequests { valid, literals, expressions } = sampled;
    let errors =
        package.errors(&[("valid", &valid[..]), ("literals", &literals[..]), ("expressions", &expressions[..])])?;
    let of = |program: &str, requests: &[Request]| -> (Vec<Request>, Vec<Example>) {
        let (mut accepted, mut refused) = (Vec::new(), Vec::new());
        for (index, request) in requests.iter().enumerate() {
            match errors.get(&(program.to_owned(), index)) {
                Some(error) => refused.push(Example { value: request.value.clone(), result: error.clone() }),
                None => accepted.push(request.clone()),
            }
        }
        (accepted, refused)
    };
    let (accepted, refused) = of("valid", valid);
    let mut counted = Requests { valid: accepted.len(), refused, ..Requests::default() };
    let (rest, refused) = of("literals", literals);
    counted.literals = refused.len();
    let (missed, refused) = of("expressions", expressions);
    counted.expressions = refused.len();
    counted.missed.extend(missed.iter().map(Request::example));
    // The compiler looks at types only once it is content with the macros.
    let errors = package.errors(&[("rest", &rest[..])])?;
    let (typed, rest): (Vec<_>, Vec<_>) =
        rest.into_iter().enumerate().partition(|(index, _)| errors.contains_key(&("rest".to_owned(), *index)));
    counted.literals += typed.len();
    let rest: Vec<Request> = rest.into_iter().map(|(_, request)| request).collect();
    for (request, is_refused) in rest.iter().zip(package.drafts(&rest)?) {
        if is_refused {
            counted.drafts += 1;
        } else {
            counted.missed.push(request.example());
        }
    }
    Ok(counted)
}

impl Package<'_> {
    /// The first error in each line of the programs.
    fn errors(&mut self, programs: &[(&str, &[Request])]) -> Result<BTreeMap<(String, usize), String>> {
        self.write(programs.iter().map(|(name, requests)| (*name, program(requests))).collect())?;
        let mut cargo = self.downstream.cargo()?;
        let arguments = ["check", "--quiet", "--keep-going", "--bins", "--message-format=json", "--package", self.name];
        let output = cargo.args(arguments).output().context("cannot start cargo")?;
        let mut errors = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let (target, message) = (message["target"]["name"].as_str().unwrap_or_default(), &message["message"]);
            if message["level"] != "error" {
                continue;
            }
            let text = message["message"].as_str().unwrap_or_default();
            let spans = message["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true);
            for index in spans.filter_map(|span| line_of(span, target)?.checked_sub(lines_before() + 1)) {
                errors.entry((target.to_owned(), index)).or_insert_with(|| text.to_owned());
            }
        }
        Ok(errors)
    }

    /// Whether each request is refused as data.
    fn drafts(&mut self, requests: &[Request]) -> Result<Vec<bool>> {
        if requests.is_empty() {
            return Ok(Vec::new());
        }
        let mut program = DRAFTS.to_owned();
        for Request { rust, draft, .. } in requests {
            let judge = match draft {
                Some(draft) => format!("is_violation::<{draft}, {rust}>"),
                None => format!("is_refused::<{rust}>"),
            };
            program += &format!("    println!(\"{{}}\", {judge}(lines.next().expect(\"a request\")));\n");
        }
        self.write(vec![("drafts", program + "}\n")])?;
        let lines: String = requests.iter().map(|request| request.json() + "\n").collect();
        let values = self.folder.join(format!("{}.jsonl", self.name));
        std::fs::write(&values, lines).with_context(|| format!("cannot write `{}`", values.display()))?;
        let mut cargo = self.downstream.cargo()?;
        let output = cargo.args(["run", "--quiet", "--package", self.name, "--"]).arg(&values).output();
        let output = output.context("cannot start cargo")?;
        let mut printed: Vec<bool> =
            String::from_utf8_lossy(&output.stdout).lines().map(|line| line == "true").collect();
        printed.resize(requests.len(), false);
        Ok(printed)
    }

    fn write(&mut self, programs: Vec<(&str, String)>) -> Result<()> {
        let sources: Vec<_> = programs.into_iter().map(|(name, text)| (format!("src/bin/{name}.rs"), text)).collect();
        self.downstream.package(self.name, self.client, &sources)
    }
}

/// The line of a program, also if the span is in the expansion of a macro in it.
fn line_of(span: &Value, program: &str) -> Option<usize> {
    let mut span = span;
    while !span["file_name"].as_str()?.ends_with(&format!("bin/{program}.rs")) {
        span = &span["expansion"]["span"];
    }
    usize::try_from(span["line_start"].as_u64()?).ok()
}

/// The program of some requests, in the order of its lines, after [`PREAMBLE`].
fn program(requests: &[Request]) -> String {
    let mut program = PREAMBLE.to_owned();
    for Request { macro_name, value, .. } in requests {
        let _ = writeln!(program, "    let _ = types::{macro_name}!({});", Written(value));
    }
    program + "}\n"
}

/// The number of lines before the first request.
fn lines_before() -> usize {
    PREAMBLE.lines().count()
}

/// A value in the syntax of Rust, whose strings have other escapes than those of JSON.
struct Written<'v>(&'v Value);

impl Display for Written<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::String(text) => match text.strip_prefix(MARK) {
                Some(expression) => formatter.write_str(expression),
                None => write!(formatter, "{text:?}"),
            },
            Value::Array(items) => {
                formatter.write_str("[")?;
                items.iter().try_for_each(|item| write!(formatter, "{}, ", Self(item)))?;
                formatter.write_str("]")
            }
            Value::Object(entries) => write_object(formatter, entries),
            other => write!(formatter, "{other}"),
        }
    }
}

fn write_object(formatter: &mut Formatter<'_>, entries: &Map<String, Value>) -> fmt::Result {
    formatter.write_str("{")?;
    for (key, value) in entries {
        write!(formatter, " {:?}: {},", key.trim_start_matches(MARK), Written(value))?;
    }
    formatter.write_str("}")
}
