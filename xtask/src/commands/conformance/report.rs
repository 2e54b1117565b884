//! The findings of a tool, and the verdict on them.

use serde_json::Value;

/// The findings of a tool that ran to its end.
#[derive(Default)]
pub(super) struct Report {
    /// The tool's version, as it prints it.
    pub(super) version: String,
    /// The number of cases that it tried.
    pub(super) cases: u64,
    /// The successful responses, for tools that send requests.
    pub(super) reached: Option<Reached>,
    /// The problems found; a tool without any passes.
    pub(super) complaints: Vec<String>,
}

/// The number of successful responses for each variant of a request, and for each operation without a request body.
pub(super) struct Reached {
    counts: Vec<(String, u64)>,
    /// Method and path template of each operation without a request body, and its `operationId`.
    bodiless: Vec<(String, String, String)>,
}

impl Reached {
    /// Zero for everything in the document, so that a new variant or operation must be reached, too.
    pub(super) fn none(document: &Value) -> Self {
        let members = |value: Option<&'_ Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
        let schemas = members(document.pointer("/components/schemas"));
        let mappings = schemas.values().map(|schema| members(schema.pointer("/discriminator/mapping")));
        let variants = mappings.flat_map(|mapping| mapping.into_iter().map(|(variant, _)| variant));
        let operations = members(document.get("paths")).into_iter().flat_map(|(path, item)| {
            members(Some(&item)).into_iter().map(move |(method, operation)| (method, path.clone(), operation))
        });
        let bodiless = operations.filter_map(|(method, path, operation)| {
            let id = operation.get("operationId")?.as_str().filter(|_| operation.get("requestBody").is_none())?;
            Some((method.to_uppercase(), path, id.to_owned()))
        });
        let bodiless: Vec<_> = bodiless.collect();
        let names = variants.chain(bodiless.iter().map(|(_, _, id)| id.clone()));
        Self { counts: names.map(|name| (name, 0)).collect(), bodiless }
    }

    /// Counts a success: of the variant that the body of the request names, or of an operation without one.
    pub(super) fn count(&mut self, method: &str, path: &str, body: &Value) {
        let is_it = |(other, template, _): &&(String, String, String)| other == method && fits(template, path);
        let operation = self.bodiless.iter().find(is_it).map(|(_, _, id)| id.clone());
        let variant = || body.get("cert_type").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.count_variant(&operation.unwrap_or_else(variant));
    }

    /// Counts a success of a variant, or of an operation.
    pub(super) fn count_variant(&mut self, variant: &str) {
        for (_, count) in self.counts.iter_mut().filter(|(name, _)| name == variant) {
            *count += 1;
        }
    }

    /// All successes.
    pub(super) fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    fn unreached(&self) -> impl Iterator<Item = &str> {
        self.counts.iter().filter(|(_, count)| *count == 0).map(|(variant, _)| variant.as_str())
    }

    /// Each variant, then each operation without a body, with its count, in the document's order.
    pub(super) fn counts(&self) -> &[(String, u64)] {
        &self.counts
    }
}

/// Whether a URL or its path is one of a template's.
fn fits(template: &str, url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or(url, |(_, path)| path);
    let path = path.split('?').next().unwrap_or_default();
    let (mut template, mut path) =
        (template.trim_start_matches('/').split('/'), path.trim_start_matches('/').split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(expected), Some(found)) if expected == found || (expected.starts_with('{') && !found.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The verdict on a tool.
pub(super) enum Verdict {
    /// It ran: it failed if there are complaints, among them that it did not run to its end.
    Ran(Report),
    /// It did not run: what is missing, and how to install it.
    Skipped(String),
}

impl Verdict {
    /// A tool that sends requests passes only if every variant, and every operation without a body, succeeded at least
    /// once.
    pub(super) fn of(result: anyhow::Result<Report>) -> Self {
        Self::Ran(match result {
            Err(error) => Report { complaints: vec![format!("{error:#}")], ..Report::default() },
            Ok(mut report) => {
                let unreached = report.reached.iter().flat_map(Reached::unreached);
                let unreached = unreached.map(|variant| format!("no request of `{variant}` succeeded"));
                let none = (report.cases == 0).then(|| "it ran no cases".to_owned());
                let more: Vec<_> = unreached.chain(none).collect();
                report.complaints.extend(more);
                report
            }
        })
    }

    pub(super) fn is_failed(&self) -> bool {
        matches!(self, Self::Ran(report) if !report.complaints.is_empty())
    }

    pub(super) fn is_skipped(&self) -> bool {
        matches!(self, Self::Skipped(_))
    }

    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Skipped(_) => "skipped",
            Self::Ran(_) if self.is_failed() => "FAILED",
            Self::Ran(_) => "passed",
        }
    }
}

/// A screenful of a tool's output, starting with its findings; the log has the rest.
pub(super) fn excerpt<'a>(output: &'a str, heading: &str) -> &'a str {
    let start = output.find(heading).unwrap_or_default();
    let found = output.get(start..).unwrap_or_default();
    let end = found.char_indices().filter(|(_, character)| *character == '\n').nth(60);
    found.get(..end.map_or(found.len(), |(end, _)| end)).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reached(requests: &[Value]) -> Option<Reached> {
        let document = json!({"components": {"schemas": {
            "Request": {"discriminator": {"mapping": {"a": "A", "b": "B"}}},
            "A": {"type": "object"},
        }}, "paths": {"/x": {"post": {"operationId": "create", "requestBody": {}}}, "/x/{id}": {"get": {"operationId": "get"}}}});
        let mut reached = Reached::none(&document);
        for request in requests {
            reached.count("POST", "/x", request);
        }
        Some(reached)
    }

    #[test]
    fn a_tool_passes_when_it_reached_everything() {
        let report = || Report { cases: 2, ..Report::default() };
        let both = || reached(&[json!({"cert_type": "a"}), json!({"cert_type": "b"}), json!({"cert_type": "c"})]);
        let with = |method: &str, path: &str| {
            let mut reached = both()?;
            reached.count(method, path, &Value::Null);
            Some(reached)
        };
        for path in ["/x/7", "http://127.0.0.1:1/x/7?q=1"] {
            assert_eq!(Verdict::of(Ok(Report { reached: with("GET", path), ..report() })).word(), "passed");
        }
        for (method, path) in [("PUT", "/x/7"), ("GET", "/x/7/y"), ("GET", "/x/"), ("GET", "/x"), ("GET", "/y/7")] {
            let Verdict::Ran(report) = Verdict::of(Ok(Report { reached: with(method, path), ..report() })) else {
                panic!("it ran")
            };
            assert_eq!(report.complaints, ["no request of `get` succeeded"]);
        }
        let one = reached(&[json!({"cert_type": "a"}), json!({"cert_type": "a"})]);
        let Verdict::Ran(report) = Verdict::of(Ok(Report { reached: one, ..report() })) else { panic!("it ran") };
        assert_eq!(report.complaints, ["no request of `b` succeeded", "no request of `get` succeeded"]);
    }

    #[test]
    fn an_excerpt_starts_at_the_heading_and_fits_a_screen() {
        assert_eq!(excerpt("noise\n== FAILURES\none\n", "== FAILURES"), "== FAILURES\none");
        assert_eq!(excerpt("one\ntwo", "== FAILURES"), "one\ntwo");
        let long = "é\n".repeat(100);
        assert_eq!(excerpt(&long, "nowhere").lines().count(), 61);
    }

    #[test]
    fn a_tool_that_tries_nothing_or_complains_or_breaks_fails() {
        assert_eq!(Verdict::of(Ok(Report::default())).word(), "FAILED");
        let complaints = vec!["a finding".to_owned()];
        assert_eq!(Verdict::of(Ok(Report { cases: 1, complaints, ..Report::default() })).word(), "FAILED");
        assert_eq!(Verdict::of(Err(anyhow::anyhow!("cannot start it"))).word(), "FAILED");
        assert_eq!(Verdict::of(Ok(Report { cases: 1, ..Report::default() })).word(), "passed");
    }
}
