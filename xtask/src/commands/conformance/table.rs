//! The table at the end, followed by the problems found and the tools skipped.

use std::fmt::Write;
use std::time::Duration;

use super::bench::Bench;
use super::report::{Reached, Report, Verdict};

/// The result of a tool.
pub(super) struct Outcome {
    pub(super) tool: &'static str,
    pub(super) verdict: Verdict,
    pub(super) time: Duration,
}

/// One line for each tool; successes have a column for each variant.
pub(super) fn render(bench: &Bench, rows: &[Outcome]) -> String {
    let none = Reached::none(bench.document());
    let variants: Vec<_> = none.counts().iter().map(|(variant, _)| format!("2xx {variant}")).collect();
    let (first, last) = (["tool", "version", "cases"].map(str::to_owned), ["result", "seconds"].map(str::to_owned));
    let mut lines = vec![[&first[..], &variants, &last].concat()];
    lines.extend(rows.iter().map(|row| cells(row, variants.len())));
    let mut text = aligned(&lines);
    for Outcome { tool, verdict, .. } in rows {
        match verdict {
            Verdict::Ran(_) if !verdict.is_failed() => {}
            Verdict::Ran(report) => {
                let _ = writeln!(text, "\n{tool} failed; its log is {}", bench.log(tool).display());
                for complaint in &report.complaints {
                    let _ = writeln!(text, "  {}", complaint.replace('\n', "\n  "));
                }
            }
            Verdict::Skipped(missing) => {
                let _ = writeln!(text, "\n{tool} was skipped: {missing}");
            }
        }
    }
    let skipped = rows.iter().filter(|row| row.verdict.is_skipped()).count();
    if skipped > 0 {
        let _ = writeln!(text, "\nincomplete: {skipped} of {} tools skipped", rows.len());
    }
    text
}

fn cells(row: &Outcome, variants: usize) -> Vec<String> {
    let nothing = Report::default();
    let report = if let Verdict::Ran(report) = &row.verdict { report } else { &nothing };
    let or_unknown = |text: String| if text.is_empty() || text == "0" { "-".to_owned() } else { text };
    let mut cells = vec![row.tool.to_owned(), or_unknown(report.version.clone()), or_unknown(report.cases.to_string())];
    match &report.reached {
        Some(reached) => cells.extend(reached.counts().iter().map(|(_, count)| count.to_string())),
        None => cells.extend(vec!["-".to_owned(); variants]),
    }
    cells.extend([row.verdict.word().to_owned(), format!("{:.1}", row.time.as_secs_f64())]);
    cells
}

/// Columns as wide as their content.
fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(String::len).max();
    let widths: Vec<_> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let mut text = String::new();
    for line in lines {
        let cells: Vec<_> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text += cells.join("  ").trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let lines = [["tool", "cases"], ["spectral", "2"]].map(|line| line.map(str::to_owned).to_vec());
        assert_eq!(aligned(&lines), "tool      cases\nspectral  2\n");
    }
}
