//! Specmatic against the reference server: the same document, read by a tool on another platform.
//!
//! It knows neither ranges of statuses nor our formats, so it gets a copy of the document that says in its terms what
//! the document means, and a dictionary with a real bundle. Schemathesis takes the document as it is.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::bench::{Bench, start_log, write};
use super::process;
use super::report::{Reached, Report, excerpt};
use crate::commands::programs::TOKEN;

const NAME: &str = "specmatic";

/// The reference server's statuses of each range. It never means to fail, so 5XX has none.
const STATUSES: &[(&str, &[&str])] =
    &[("2XX", &["201"]), ("4XX", &["400", "401", "404", "409", "415", "422"]), ("5XX", &[])];

/// What it makes domain names from. All that this pattern allows are domain names, and what it makes to break the
/// pattern has an underscore.
const DOMAIN_NAMES: &str = r"^([a-z0-9]{1,63}\.){0,3}[a-z]{1,60}$";

pub(super) fn run(bench: &Bench) -> Result<Report> {
    let log = bench.log(NAME);
    start_log(&log)?;
    let folder = bench.work(NAME)?;
    let pem = bench.bundle(&["--domain", "example.com", "--domain", "www.example.com", "--chain"])?;
    write(&folder.join("openscaler.json"), readable(bench.document())?.to_string())?;
    // It finds the dictionary by this name.
    write(&folder.join("openscaler_dictionary.json"), dictionary(bench.document(), &pem).to_string())?;

    let jar = bench.node_module("specmatic/specmatic.jar");
    let version = process::run(Command::new("java").arg("-jar").arg(&jar).arg("--version"), &log)?.output;
    let server = bench.server("specmatic-server")?;
    let mut command = Command::new("java");
    command.arg("-jar").arg(&jar).args(["test", "openscaler.json", "--junitReportDir", "junit"]);
    command.args(["--testBaseURL", &server.url]).current_dir(&folder);
    // Bad requests, too, and each property at its bounds. What runs here tells nobody.
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

/// The document as Specmatic can read it.
fn readable(document: &Value) -> Result<Value> {
    let mut document = document.clone();
    let mut in_paths = BTreeSet::new();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).context("the document has no `paths`")?;
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
            for (range, statuses) in STATUSES {
                let Some(response) = responses.remove(*range) else { continue };
                responses.extend(statuses.iter().map(|status| ((*status).to_owned(), response.clone())));
            }
        }
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
        // It would send half of its requests to the one load balancer with the shortest id, where names are soon
        // taken.
        if in_paths.contains(&format!("#/components/schemas/{name}")) {
            schema.remove("minLength");
        }
    }
    Ok(document)
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

/// How many requests it made, by what it writes of each, and which of them succeeded.
fn exchanges(output: &str, document: &Value) -> (u64, Reached) {
    let mut reached = Reached::none(document);
    let exchanges: Vec<_> = output.split("\n  Request to ").skip(1).collect();
    for exchange in &exchanges {
        let Some((request, response)) = exchange.split_once("\n  Response at ") else { continue };
        let status = response.lines().nth(1).unwrap_or_default().trim_start();
        if let Some((_, body)) = request.split_once("\n    {").filter(|_| status.starts_with('2')) {
            reached.count(&serde_json::from_str(&format!("{{{body}")).unwrap_or_default());
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
    fn ranges_become_statuses_and_ids_may_be_empty() {
        let document = json!({
            "paths": {"/a": {"post": {
                "parameters": [{"in": "path", "schema": {"$ref": "#/components/schemas/Id"}}],
                "responses": {"2XX": 1, "4XX": {"$ref": "#/r"}, "5XX": 3},
            }}},
            "components": {"schemas": {"Id": {"minLength": 1, "maxLength": 9}, "Name": {"minLength": 1}}},
        });
        let readable = readable(&document).expect("a document");
        let responses = readable["paths"]["/a"]["post"]["responses"].as_object().expect("responses").clone();
        let statuses: BTreeSet<_> = responses.keys().map(String::as_str).collect();
        assert_eq!(statuses, BTreeSet::from(["201", "400", "401", "404", "409", "415", "422"]));
        assert_eq!(responses["422"], json!({"$ref": "#/r"}));
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
