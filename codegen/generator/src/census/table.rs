//! Renders a census: a row for each document, the totals, the reasons by rule, and the smallest examples.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Census, Document, Example, Verdict};

/// Longer values and errors are truncated.
const LONGEST: usize = 200;

/// The whole report as text.
#[must_use]
pub fn render(census: &Census) -> String {
    let mut text = settings(census);
    text += &table(census);
    text += &reasons(&census.documents);
    text += &errors(&census.documents);
    text += &examples(&census.documents);
    text += &requests(&census.documents);
    text + &gaps(&census.documents)
}

fn settings(census: &Census) -> String {
    let settings = census.settings;
    let changes = [
        (settings.ignore_security, "`security` is ignored"),
        (settings.assume_3_0, "3.1 and 3.2 are read as 3.0, integers beyond 64 bits are clamped"),
    ];
    let changes: Vec<_> = changes.into_iter().filter(|(is_on, _)| *is_on).map(|(_, change)| change).collect();
    if changes.is_empty() { "documents as published\n".to_owned() } else { changes.join("; ") + "\n" }
}

fn table(census: &Census) -> String {
    let header = ["document", "operations", "supported", "skipped", "whole", "CPU s", "peak MB"];
    let mut header: Vec<&str> = header.to_vec();
    if census.settings.check || census.settings.fidelity {
        header.push("compiles");
    }
    if census.settings.fidelity {
        header.push("values");
        header.extend(Verdict::ALL.map(Verdict::label));
    }
    let mut rows = vec![header.iter().map(|title| (*title).to_owned()).collect()];
    rows.extend(census.documents.iter().map(|document| row(document, header.len())));
    rows.push(totals(&census.documents, header.len()));
    aligned(&rows)
}

fn row(document: &Document, columns: usize) -> Vec<String> {
    let (all, carried) = (document.operations.len(), document.carried().count());
    let (cpu, peak) = match document.cost {
        Some(cost) => (format!("{:.2}", cost.cpu_seconds), megabytes(cost.peak_bytes)),
        None => ("-".to_owned(), "-".to_owned()),
    };
    let compiles = match &document.build {
        None => "-".to_owned(),
        Some(build) if build.error.is_some() => "no".to_owned(),
        Some(build) if build.warnings > 0 => format!("{} warnings", build.warnings),
        Some(_) => "yes".to_owned(),
    };
    let numbers = [all, carried, all - carried].map(|number| number.to_string());
    let whole = if document.is_whole() { "yes" } else { "no" };
    let mut cells = vec![document.name.clone()];
    cells.extend(numbers);
    cells.extend([whole.to_owned(), cpu, peak, compiles]);
    cells.extend(verdicts(std::slice::from_ref(document), document.fidelity.is_some()));
    cells.truncate(columns);
    cells
}

fn totals(documents: &[Document], columns: usize) -> Vec<String> {
    let sum = |count: fn(&Document) -> usize| documents.iter().map(count).sum::<usize>();
    let (all, carried) = (sum(|document| document.operations.len()), sum(|document| document.carried().count()));
    let costs = || documents.iter().filter_map(|document| document.cost);
    let compiled = sum(|document| usize::from(document.build.as_ref().is_some_and(|build| build.error.is_none())));
    let mut cells = vec![format!("{} documents", documents.len())];
    cells.extend([all, carried, all - carried].map(|number| number.to_string()));
    cells.push(sum(|document| usize::from(document.is_whole())).to_string());
    cells.push(format!("{:.2}", costs().fold(0.0, |sum, cost| sum + cost.cpu_seconds)));
    cells.push(megabytes(costs().map(|cost| cost.peak_bytes).max().unwrap_or_default()));
    cells.push(format!("{compiled} of {}", sum(|document| usize::from(document.build.is_some()))));
    cells.extend(verdicts(documents, true));
    cells.truncate(columns);
    cells
}

fn verdicts(documents: &[Document], is_measured: bool) -> Vec<String> {
    let counts = Verdict::ALL.map(|verdict| documents.iter().map(|document| document.count(verdict)).sum::<usize>());
    let show = |count: usize| if is_measured { count.to_string() } else { "-".to_owned() };
    [counts.iter().sum()].into_iter().chain(counts).map(show).collect()
}

fn megabytes(bytes: u64) -> String {
    (bytes >> 20).to_string()
}

/// Aligns the first column left, the others right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// The number of operations that each rule skips, and of documents.
fn reasons(documents: &[Document]) -> String {
    let mut by_rule: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for document in documents {
        let mut rules: BTreeSet<&str> = document.failures.iter().map(|reason| &*reason.rule).collect();
        for operation in &document.operations {
            let of_operation: BTreeSet<&str> = operation.reasons.iter().map(|reason| &*reason.rule).collect();
            for rule in &of_operation {
                let (operations, alone, _) = by_rule.entry(rule).or_default();
                *operations += 1;
                *alone += usize::from(of_operation.len() == 1);
            }
            rules.extend(of_operation);
        }
        rules.into_iter().for_each(|rule| by_rule.entry(rule).or_default().2 += 1);
    }
    if by_rule.is_empty() {
        return String::new();
    }
    let mut by_rule: Vec<_> = by_rule.into_iter().collect();
    by_rule.sort_by_key(|(rule, (operations, ..))| (usize::MAX - operations, *rule));
    let header = ["skipped by", "operations", "by it alone", "documents"].map(str::to_owned).to_vec();
    let row = |(rule, (operations, alone, documents)): (&str, (usize, usize, usize))| {
        vec![rule.to_owned(), operations.to_string(), alone.to_string(), documents.to_string()]
    };
    let rows: Vec<_> = [header].into_iter().chain(by_rule.into_iter().map(row)).collect();
    format!("\n{}", aligned(&rows))
}

/// The failures: panics, crashes, time-outs, and crates that do not compile.
fn errors(documents: &[Document]) -> String {
    let mut text = String::new();
    for document in documents {
        for failure in &document.failures {
            text += &format!("{}: {}: {}\n", document.name, failure.rule, cut(&failure.message));
        }
        if let Some(error) = document.build.as_ref().and_then(|build| build.error.as_ref()) {
            text += &format!("{}: does not compile: {}\n", document.name, error.trim_end().replace('\n', "\n    "));
        }
        if let Some(error) = document.fidelity.as_ref().and_then(|fidelity| fidelity.error.as_ref()) {
            text +=
                &format!("{}: cannot read the values: {}\n", document.name, error.trim_end().replace('\n', "\n    "));
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// The smallest example of each verdict, by document.
fn examples(documents: &[Document]) -> String {
    let mut text = String::new();
    for verdict in Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Same) {
        for document in documents {
            let Some((of_type, example)) = document.example(verdict) else { continue };
            let (label, direction) = (verdict.label(), of_type.direction.name());
            let value = cut(&example.value.to_string());
            text += &format!("{label}: {}, {} ({direction}, `{}`)\n", document.name, of_type.name, of_type.rust);
            text += &format!("    {value}\n    {}\n", cut(&example.result));
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// Results for requests and mistakes in JSON's form, followed by those that are refused or missed.
fn requests(documents: &[Document]) -> String {
    let header = ["requests", "valid", "refused", "literals found", "expressions found", "by drafts", "missed"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let mut text = String::new();
    for document in documents {
        let Some(requests) = &document.requests else { continue };
        let (refused, missed) = (requests.refused.len(), requests.missed.len());
        let counts = [requests.valid, refused, requests.literals, requests.expressions, requests.drafts, missed];
        rows.push([document.name.clone()].into_iter().chain(counts.map(|count| count.to_string())).collect());
        for (what, examples) in [("refused", &requests.refused), ("missed", &requests.missed)] {
            for Example { value, result } in examples {
                text += &format!("{what}: {}: {}\n    {}\n", document.name, cut(&value.to_string()), cut(result));
            }
        }
    }
    if rows.len() == 1 { text } else { format!("\n{}{text}", aligned(&rows)) }
}

/// The types that could not be measured.
fn gaps(documents: &[Document]) -> String {
    let mut text = String::new();
    for document in documents {
        let Some(fidelity) = &document.fidelity else { continue };
        for (what, names) in [
            ("without a valid sample", &fidelity.without_sample),
            ("without a Rust type of their own", &fidelity.without_type),
        ] {
            if !names.is_empty() {
                text += &format!("{}, {what}: {} types: {}\n", document.name, names.len(), cut(&names.join(", ")));
            }
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
