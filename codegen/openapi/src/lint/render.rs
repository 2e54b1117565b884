//! Renders findings as rustc renders errors: position, source lines, a caret, and what to do.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::findings::{Finding, Severity};
use super::rules::RULES;
use crate::document::Source;

/// Places further apart than this many bytes are shown in snippets of their own.
const LONGEST_SNIPPET: usize = 4096;

/// How much is shown on either side of a place on a longer line: a document may be one line of megabytes.
const AROUND: usize = 120;

/// Which findings are shown one by one; the summary counts all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selection {
    /// Whether warnings are only counted.
    pub errors_only: bool,
    /// How many are shown at most, errors first.
    pub limit: Option<usize>,
}

/// Some of the findings as `output` can show them: in colour on a terminal, unless `NO_COLOR` is set.
#[must_use]
pub fn render_for(output: &impl IsTerminal, source: &Source, findings: &[Finding], selection: Selection) -> String {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let renderer = if output.is_terminal() && !no_colour { Renderer::styled() } else { Renderer::plain() };
    rendered(&renderer, source, findings, selection)
}

/// Some of the findings without escape sequences, and a summary.
#[must_use]
pub fn render_selected(source: &Source, findings: &[Finding], selection: Selection) -> String {
    rendered(&Renderer::plain(), source, findings, selection)
}

/// All findings without escape sequences, and a summary.
///
/// A document that cannot be looked at further (another version, say) gets one line in all.
#[must_use]
pub fn render(source: &Source, findings: &[Finding]) -> String {
    render_selected(source, findings, Selection::default())
}

fn rendered(renderer: &Renderer, source: &Source, findings: &[Finding], selection: Selection) -> String {
    if let [only] = findings
        && RULES.iter().any(|rule| rule.is_gate && rule.name == only.rule)
    {
        let (line, column) = source.line_and_column(only.place.start);
        let Finding { rule, message, help, .. } = only;
        return format!("error[{rule}]: {}:{line}:{column}: {message}; {help}\n", source.name);
    }
    let is_selected = |finding: &&Finding| !selection.errors_only || finding.severity == Severity::Error;
    let mut selected: Vec<&Finding> = findings.iter().filter(is_selected).collect();
    let all = selected.len();
    let limit = selection.limit.unwrap_or(all).min(all);
    if limit < all {
        // Errors first; each kind in the order of the document.
        selected.sort_by_key(|finding| finding.severity);
    }
    let mut shown = String::new();
    for finding in &selected[..limit] {
        shown += &renderer.render(&[group(source, finding)]);
        shown += "\n\n";
    }
    if limit < all {
        shown += &format!("… and {} more\n\n", all - limit);
    }
    shown + &summary(source, findings)
}

/// How many errors and warnings there are, and of which rules if there are many.
fn summary(source: &Source, findings: &[Finding]) -> String {
    /// As many fit on a screen and need no summary.
    const FEW: usize = 20;
    let count = |severity, word| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        format!("{count} {word}{}", if count == 1 { "" } else { "s" })
    };
    let (errors, warnings) = (count(Severity::Error, "error"), count(Severity::Warning, "warning"));
    let mut lines = String::new();
    if findings.len() > FEW {
        let mut by_rule: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        findings.iter().for_each(|finding| *by_rule.entry((finding.severity, finding.rule)).or_default() += 1);
        let mut by_rule: Vec<_> = by_rule.into_iter().collect();
        by_rule.sort_by_key(|((severity, rule), count)| (*severity, std::cmp::Reverse(*count), *rule));
        for ((severity, rule), count) in by_rule {
            let severity = if severity == Severity::Error { "error" } else { "warning" };
            lines += &format!("{count:7} {severity}[{rule}]\n");
        }
    }
    lines + &format!("{}: {errors}, {warnings}\n", source.name)
}

fn group<'s>(source: &'s Source, finding: &'s Finding) -> Group<'s> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let pointer = if finding.pointer.is_empty() { "/" } else { &finding.pointer };
    level
        .primary_title(finding.message.as_str())
        .id(finding.rule)
        .elements(snippets(source, finding))
        .element(Level::NOTE.message(format!(
            "at `{pointer}`{}{}",
            on_a_long_line(source, &finding.place),
            used_by(&finding.operations)
        )))
        .element(Level::HELP.message(finding.help.as_str()))
}

/// How many operations an error costs, if more than one.
fn used_by(operations: &[String]) -> String {
    if operations.len() > 1 { format!(", used by {} operations", operations.len()) } else { String::new() }
}

/// One snippet for the finding's place and what is near it, and one for each place that is far.
fn snippets<'s>(source: &'s Source, finding: &'s Finding) -> Vec<Snippet<'s, Annotation<'s>>> {
    let mut near = vec![(AnnotationKind::Primary, &finding.place, None)];
    let mut window = finding.place.clone();
    let mut far = Vec::new();
    for related in &finding.related {
        let annotation = (AnnotationKind::Context, &related.place, Some(related.label.as_str()));
        let start = window.start.min(related.place.start);
        let end = window.end.max(related.place.end);
        if end - start > LONGEST_SNIPPET {
            far.push(snippet(source, &related.place, &[annotation]));
        } else {
            window = start..end;
            near.push(annotation);
        }
    }
    let mut snippets = vec![snippet(source, &window, &near)];
    snippets.append(&mut far);
    snippets
}

/// The lines that `window` touches, with a caret under each place.
fn snippet<'s>(
    source: &'s Source,
    window: &Range<usize>,
    places: &[(AnnotationKind, &Range<usize>, Option<&'s str>)],
) -> Snippet<'s, Annotation<'s>> {
    let first = source.line(window.start);
    let Range { mut start, mut end } = whole_lines(source, window);
    let is_cut = end - start > 2 * LONGEST_SNIPPET;
    if is_cut {
        start = start.max(source.text.floor_char_boundary(window.start.saturating_sub(AROUND)));
        end = end.min(source.text.ceil_char_boundary(window.end + AROUND));
    }
    let annotations =
        places.iter().map(|(kind, place, label)| kind.span(place.start - start..place.end - start).label(*label));
    let snippet = Snippet::source(&source.text[start..end]).line_start(first).annotations(annotations);
    // The renderer cannot know the column of a part of a line.
    if is_cut { snippet } else { snippet.path(source.name.as_str()) }
}

/// Where a place is, if its snippet does not show it.
fn on_a_long_line(source: &Source, place: &Range<usize>) -> String {
    let Range { start, end } = whole_lines(source, place);
    if end - start > 2 * LONGEST_SNIPPET {
        format!(", in {}, line {}, byte {}", source.name, source.line(place.start), place.start - start + 1)
    } else {
        String::new()
    }
}

/// The bytes of the lines that a place touches.
fn whole_lines(source: &Source, place: &Range<usize>) -> Range<usize> {
    source.line_range(source.line(place.start)).start..source.line_range(source.line(place.end)).end
}
