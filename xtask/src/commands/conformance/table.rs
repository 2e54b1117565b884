//! The table at the end, and below it what was found and what did not run.

use std::fmt::Write;

use super::Row;
use super::bench::Bench;
use super::report::{Reached, Report, Verdict};

/// One line a tool; how often it saw a success has a column for each variant.
pub(super) fn render(bench: &Bench, rows: &[Row]) -> String {
    let mut header: Vec<String> = ["tool", "version", "cases"].map(str::to_owned).into();
    let variants: Vec<_> =
        Reached::none(bench.document()).counts().iter().map(|(variant, _)| variant.clone()).collect();
    header.extend(variants.iter().map(|variant| format!("2xx {variant}")));
    header.extend(["result", "seconds"].map(str::to_owned));
    let mut lines = vec![header];
    lines.extend(rows.iter().map(|row| cells(row, variants.len())));
    let mut text = aligned(&lines);
    for row in rows {
        let (name, verdict) = (row.tool.name(), &row.verdict);
        match verdict {
            Verdict::Passed(_) => {}
            Verdict::Failed { complaints, .. } => {
                let _ = writeln!(text, "\n{name} failed; its log is {}", bench.log(name).display());
                for complaint in complaints {
                    let _ = writeln!(text, "  {}", complaint.replace('\n', "\n  "));
                }
            }
            Verdict::Skipped(missing) => {
                let _ = writeln!(text, "\n{name} was skipped: {missing}");
            }
        }
    }
    let skipped = rows.iter().filter(|row| matches!(row.verdict, Verdict::Skipped(_))).count();
    if skipped > 0 {
        let _ = writeln!(text, "\nnot everything ran: of {} tools, {skipped} skipped", rows.len());
    }
    text
}

fn cells(row: &Row, variants: usize) -> Vec<String> {
    let unknown = || "-".to_owned();
    let report = row.verdict.report();
    let ran = report.filter(|report| report.cases > 0);
    let mut cells = vec![
        row.tool.name().to_owned(),
        report.map(|report| report.version.clone()).filter(|version| !version.is_empty()).unwrap_or_else(unknown),
        ran.map_or_else(unknown, |report: &Report| report.cases.to_string()),
    ];
    match report.and_then(|report| report.reached.as_ref()) {
        Some(reached) => cells.extend(reached.counts().iter().map(|(_, count)| count.to_string())),
        None => cells.extend((0..variants).map(|_| unknown())),
    }
    cells.extend([row.verdict.word().to_owned(), format!("{:.1}", row.time.as_secs_f64())]);
    cells
}

/// Columns as wide as what is in them.
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
