//! What a tool found, and what that makes of it.

use serde_json::Value;

/// What came of running a tool to its end.
#[derive(Default)]
pub(super) struct Report {
    /// As the tool itself says.
    pub(super) version: String,
    /// How many things it tried.
    pub(super) cases: u64,
    /// How often it got a success, for tools that make requests.
    pub(super) reached: Option<Reached>,
    /// What it found wrong; none is a pass.
    pub(super) complaints: Vec<String>,
}

/// How often each variant of the request was answered with a success.
pub(super) struct Reached(Vec<(String, u64)>);

impl Reached {
    /// None of the variants that the document has, so that a new one has to be reached, too.
    pub(super) fn none(document: &Value) -> Self {
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        let mappings = schemas.into_iter().flat_map(|schemas| schemas.values());
        let mappings = mappings.filter_map(|schema| schema.pointer("/discriminator/mapping")?.as_object());
        Self(mappings.flat_map(|mapping| mapping.keys()).map(|variant| (variant.clone(), 0)).collect())
    }

    /// One more success of the variant that the body of a request names.
    pub(super) fn count(&mut self, request: &Value) {
        self.count_variant(request.get("cert_type").and_then(Value::as_str).unwrap_or_default());
    }

    /// One more success of a variant.
    pub(super) fn count_variant(&mut self, variant: &str) {
        for (_, count) in self.0.iter_mut().filter(|(name, _)| name == variant) {
            *count += 1;
        }
    }

    /// The successes of all variants.
    pub(super) fn total(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    fn unreached(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, count)| *count == 0).map(|(variant, _)| variant.as_str())
    }

    /// Each variant with its count, in the document's order.
    pub(super) fn counts(&self) -> &[(String, u64)] {
        &self.0
    }
}

/// How a tool ended.
pub(super) enum Verdict {
    /// It ran and found nothing wrong.
    Passed(Report),
    /// It found something, or could not come to its end.
    Failed { report: Report, complaints: Vec<String> },
    /// It did not run: what is missing, and how to get it.
    Skipped(String),
}

impl Verdict {
    /// A tool that makes requests passes only if it saw a success of every variant.
    pub(super) fn of(result: anyhow::Result<Report>) -> Self {
        let mut report = match result {
            Ok(report) => report,
            Err(error) => return Self::Failed { report: Report::default(), complaints: vec![format!("{error:#}")] },
        };
        let mut complaints = std::mem::take(&mut report.complaints);
        let unreached = report.reached.iter().flat_map(Reached::unreached);
        complaints.extend(unreached.map(|variant| format!("no `{variant}` was answered with a success")));
        if report.cases == 0 {
            complaints.push("it tried nothing".to_owned());
        }
        if complaints.is_empty() { Self::Passed(report) } else { Self::Failed { report, complaints } }
    }

    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Passed(_) => "passed",
            Self::Failed { .. } => "FAILED",
            Self::Skipped(_) => "skipped",
        }
    }

    pub(super) fn report(&self) -> Option<&Report> {
        match self {
            Self::Passed(report) | Self::Failed { report, .. } => Some(report),
            Self::Skipped(_) => None,
        }
    }
}

/// As much of a tool's output as fits a screen, from where it tells what it found; the rest is in the log.
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
        }}});
        let mut reached = Reached::none(&document);
        for request in requests {
            reached.count(request);
        }
        Some(reached)
    }

    #[test]
    fn a_tool_passes_when_it_reached_every_variant() {
        let report = || Report { cases: 2, ..Report::default() };
        let both = reached(&[json!({"cert_type": "a"}), json!({"cert_type": "b"}), json!({"cert_type": "c"})]);
        assert_eq!(Verdict::of(Ok(Report { reached: both, ..report() })).word(), "passed");
        let one = reached(&[json!({"cert_type": "a"}), json!({"cert_type": "a"})]);
        let Verdict::Failed { complaints, .. } = Verdict::of(Ok(Report { reached: one, ..report() })) else {
            panic!("`b` was not reached");
        };
        assert_eq!(complaints, ["no `b` was answered with a success"]);
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
        assert_eq!(Verdict::of(Err(anyhow::anyhow!("it cannot be started"))).word(), "FAILED");
        assert_eq!(Verdict::of(Ok(Report { cases: 1, ..Report::default() })).word(), "passed");
    }
}
