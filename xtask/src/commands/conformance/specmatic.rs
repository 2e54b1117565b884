//! Specmatic against the reference server: an independent implementation on another platform.
//!
//! It supports neither status ranges nor our formats, so it reads a copy of the document that expresses them in its own
//! terms, and a dictionary with a real bundle. It follows no links, so the certificate of the document's examples exists
//! before it asks for that. Schemathesis reads the document unchanged.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use super::bench::{Bench, write};
use super::process;
use super::report::{Reached, Report, excerpt};
use crate::commands::programs::{Server, TOKEN};

const NAME: &str = "specmatic";

/// The reference server's statuses in each range, for operations with and without a request body. It never fails on
/// purpose, so 5XX has none.
const STATUSES: &[(&str, [&[&str]; 2])] = &[
    ("2XX", [&["201"], &["200"]]),
    ("4XX", [&["400", "401", "404", "409", "415", "422"], &["400", "401", "404"]]),
    ("5XX", [&[], &[]]),
];

/// The pattern from which it generates domain names. Every match is a domain name; the strings that it generates to
/// violate the pattern contain an underscore.
const DOMAIN_NAMES: &str = r"^([a-z0-9]{1,63}\.){0,3}[a-z]{1,60}$";

pub(super) fn run(bench: &Bench) -> Result<Report> {
    let log = bench.new_log(NAME)?;
    let folder = bench.work(NAME)?;
    let pem = bench.bundle(&["--domain", "example.com", "--domain", "www.example.com", "--chain"])?;
    write(&folder.join("openscaler.json"), readable(bench.document())?.to_string())?;
    // Specmatic finds the dictionary by this name.
    write(&folder.join("openscaler_dictionary.json"), dictionary(bench.document(), &pem).to_string())?;

    let jar = bench.node_module("specmatic/specmatic.jar");
    let version = process::run(Command::new("java").arg("-jar").arg(&jar).arg("--version"), &log)?.output;
    let server = bench.server("specmatic-server")?;
    seed(bench, &server, &folder.join("seed.pem"), &pem, &log)?;
    let mut command = Command::new("java");
    command.arg("-jar").arg(&jar).args(["test", "openscaler.json", "--junitReportDir", "junit"]);
    command.args(["--testBaseURL", &server.url]).current_dir(&folder);
    // Invalid requests, too, and each property at its bounds; no telemetry.
    command.env("SPECMATIC_GENERATIVE_TESTS", "true").env("SPECMATIC_DISABLE_TELEMETRY", "true");
    let schemes = bench.document().pointer("/components/securitySchemes").and_then(Value::as_object);
    for scheme in schemes.into_iter().flat_map(Map::keys) {
        command.env(scheme, TOKEN);
    }
    let finished = process::run(&mut command, &log)?;

    let mut complaints = Vec::new();
    if !finished.status.success() {
        complaints.push(excerpt(&finished.output, "Unsuccessful Scenarios:").to_owned());
    }
    let (cases, reached) = exchanges(&finished.output, bench.document());
    let version = version.lines().find_map(|line| line.strip_prefix("Specmatic Version: v")).unwrap_or_default();
    let version = version.split('(').next().unwrap_or_default().to_owned();
    Ok(Report { version, cases, reached: Some(reached), complaints })
}

/// Creates the certificates of the client's example, one of which the document's examples name.
fn seed(bench: &Bench, server: &Server, file: &Path, pem: &str, log: &Path) -> Result<()> {
    write(file, pem)?;
    let mut command = Command::new(bench.programs()?.path("create_certificates")?);
    command.args(["--url", &server.url, "--pem"]).arg(file).env("OPENSCALER_TOKEN", TOKEN);
    let seeded = process::run(&mut command, log)?;
    ensure!(seeded.status.success(), "no certificate could be created:\n{}", seeded.output.trim_end());
    Ok(())
}

/// The document in terms that Specmatic supports.
fn readable(document: &Value) -> Result<Value> {
    let mut document = document.clone();
    let mut in_paths = BTreeSet::new();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).context("the document has no `paths`")?;
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        let is_bodiless = operation.get("requestBody").is_none();
        if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
            for (range, statuses) in STATUSES {
                let Some(mut response) = responses.remove(*range) else { continue };
                if is_bodiless {
                    let contents = response.get_mut("content").and_then(Value::as_object_mut);
                    contents.into_iter().flat_map(Map::values_mut).for_each(name_example);
                }
                let statuses = statuses[usize::from(is_bodiless)].iter();
                responses.extend(statuses.map(|status| ((*status).to_owned(), response.clone())));
            }
        }
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        parameters.into_iter().flatten().filter(|_| is_bodiless).for_each(name_example);
        let parameters = operation.get("parameters").and_then(Value::as_array);
        let parameters = parameters.into_iter().flatten().filter(|parameter| parameter["in"] == "path");
        in_paths
            .extend(parameters.filter_map(|parameter| Some(parameter.pointer("/schema/$ref")?.as_str()?.to_owned())));
    }
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        let Some(schema) = schema.as_object_mut() else { continue };
        if schema.get("format") == Some(&json!("domain-name")) {
            schema.insert("pattern".to_owned(), DOMAIN_NAMES.into());
        }
        // Otherwise, it sends half of its requests to the load balancer with the shortest id, where names are soon
        // taken.
        if in_paths.contains(&format!("#/components/schemas/{name}")) {
            schema.remove("minLength");
        }
    }
    Ok(document)
}

/// Gives an example a name: those of one name belong together.
fn name_example(value: &mut Value) {
    let Some(value) = value.as_object_mut() else { return };
    if let Some(example) = value.remove("example") {
        value.insert("examples".to_owned(), json!({ "seeded": { "value": example } }));
    }
}

/// A value for each property whose format is `pem`.
fn dictionary(document: &Value, pem: &str) -> Value {
    let mut dictionary = Map::new();
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let properties = schema.get("properties").and_then(Value::as_object);
        let is_pem = |property: &Value| {
            let reference = property.get("$ref").and_then(Value::as_str);
            let target = reference.and_then(|reference| document.pointer(reference.strip_prefix('#')?));
            target.unwrap_or(property).get("format") == Some(&json!("pem"))
        };
        let bundles: Map<_, _> = properties
            .into_iter()
            .flatten()
            .filter(|(_, property)| is_pem(property))
            .map(|(property, _)| (property.clone(), pem.into()))
            .collect();
        if !bundles.is_empty() {
            dictionary.insert(name.clone(), bundles.into());
        }
    }
    dictionary.into()
}

/// The number of requests in its output, and which of them succeeded.
fn exchanges(output: &str, document: &Value) -> (u64, Reached) {
    let mut reached = Reached::none(document);
    let exchanges: Vec<_> = output.split("\n  Request to ").skip(1).collect();
    for exchange in &exchanges {
        let Some((request, response)) = exchange.split_once("\n  Response at ") else { continue };
        let status = response.lines().nth(1).unwrap_or_default().trim_start();
        if status.starts_with('2') {
            let mut line = request.lines().nth(1).unwrap_or_default().split_whitespace();
            let (method, path) = (line.next().unwrap_or_default(), line.next().unwrap_or_default());
            let body = request.split_once("\n    {").map(|(_, body)| format!("{{{body}")).unwrap_or_default();
            reached.count(method, path, &serde_json::from_str(&body).unwrap_or_default());
        }
    }
    (exchanges.len() as u64, reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = r#"--------------------
  Request to http://127.0.0.1:1 at 2026-11-23 7:9:58.146
    POST /v1/lbs/UBCFH/certificates
    Content-Type: application/json
    
    {
        "name": "N",
        "cert_type": "a"
    }

  Response at 2026-11-23 7:9:58.164
    201 Created
    content-type: application/json

    {"cert_type": "b"}

--------------------
  Request to http://127.0.0.1:1 at 2026-11-23 7:9:58.146
    POST /v1/lbs/UBCFH/certificates

    {
        "cert_type": "b"
    }

  Response at 2026-11-23 7:9:58.164
    422 Unprocessable Entity
"#;

    #[test]
    fn successes_are_counted_by_what_was_asked_for() {
        let document = json!({"components": {"schemas": {"R": {"discriminator": {"mapping": {"a": "A", "b": "B"}}}}}});
        let (cases, reached) = exchanges(OUTPUT, &document);
        assert_eq!(cases, 2);
        assert_eq!(reached.counts(), [("a".to_owned(), 1), ("b".to_owned(), 0)]);
    }

    #[test]
    fn ranges_become_statuses_and_examples_have_names() {
        let document = json!({
            "paths": {"/a": {"post": {
                "parameters": [{"in": "path", "schema": {"$ref": "#/components/schemas/Id"}, "example": "1"}],
                "requestBody": {},
                "responses": {"2XX": 1, "4XX": {"$ref": "#/r"}, "5XX": 3},
            }, "get": {
                "parameters": [{"in": "path", "name": "id", "example": "42"}],
                "responses": {"2XX": {"content": {"application/json": {"example": {"a": 1}}}}, "4XX": 2},
            }}},
            "components": {"schemas": {"Id": {"minLength": 1, "maxLength": 9}, "Name": {"minLength": 1}}},
        });
        let readable = readable(&document).expect("a document");
        let responses = readable["paths"]["/a"]["post"]["responses"].as_object().expect("responses").clone();
        let statuses: BTreeSet<_> = responses.keys().map(String::as_str).collect();
        assert_eq!(statuses, BTreeSet::from(["201", "400", "401", "404", "409", "415", "422"]));
        assert_eq!(responses["422"], json!({"$ref": "#/r"}));
        assert_eq!(readable.pointer("/paths/~1a/post/parameters/0/example"), Some(&json!("1")));
        let get = &readable["paths"]["/a"]["get"];
        assert_eq!(get["parameters"][0]["examples"], json!({"seeded": {"value": "42"}}));
        let found = json!({"application/json": {"examples": {"seeded": {"value": {"a": 1}}}}});
        assert_eq!(get["responses"], json!({"200": {"content": found}, "400": 2, "401": 2, "404": 2}));
        let schemas = &readable["components"]["schemas"];
        assert_eq!(schemas, &json!({"Id": {"maxLength": 9}, "Name": {"minLength": 1}}));
    }

    #[test]
    fn the_dictionary_has_each_property_that_is_a_bundle() {
        let document = json!({"components": {"schemas": {
            "Pem": {"type": "string", "format": "pem"},
            "A": {"properties": {"name": {"type": "string"}, "content": {"$ref": "#/components/schemas/Pem"}}},
            "B": {"properties": {"inline": {"type": "string", "format": "pem"}}},
        }}});
        assert_eq!(dictionary(&document, "x"), json!({"A": {"content": "x"}, "B": {"inline": "x"}}));
    }
}
