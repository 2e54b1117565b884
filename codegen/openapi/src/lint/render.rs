//! Shows findings as rustc shows its errors: the place, its lines, a caret, and what to do.

use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Finding, RULES, Severity};
use crate::document::Source;

/// Places further apart than this many bytes are shown in snippets of their own.
const LONGEST_SNIPPET: usize = 4096;

/// How much is shown on either side of a place on a longer line: a document may be one line of megabytes.
const AROUND: usize = 120;

/// The findings as `output` can show them: in colour on a terminal, unless `NO_COLOR` is set.
#[must_use]
pub fn render_for(output: &impl IsTerminal, source: &Source, findings: &[Finding]) -> String {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let renderer = if output.is_terminal() && !no_colour { Renderer::styled() } else { Renderer::plain() };
    rendered(&renderer, source, findings)
}

/// The findings without escape sequences, and a line that sums up.
///
/// A document that cannot be looked at further (another version, say) gets one line in all.
#[must_use]
pub fn render(source: &Source, findings: &[Finding]) -> String {
    rendered(&Renderer::plain(), source, findings)
}

fn rendered(renderer: &Renderer, source: &Source, findings: &[Finding]) -> String {
    let lines = Lines::new(source);
    if let [only] = findings
        && RULES.iter().any(|rule| rule.is_gate && rule.name == only.rule)
    {
        let (line, column) = lines.line_and_column(only.place.start);
        let Finding { rule, message, help, .. } = only;
        return format!("error[{rule}]: {}:{line}:{column}: {message}; {help}\n", source.name);
    }
    let mut shown = String::new();
    for finding in findings {
        shown += &renderer.render(&[lines.group(finding)]);
        shown += "\n\n";
    }
    shown + &summary(source, findings)
}

/// How many errors and warnings there are.
fn summary(source: &Source, findings: &[Finding]) -> String {
    let count = |severity, word| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        format!("{count} {word}{}", if count == 1 { "" } else { "s" })
    };
    let errors = count(Severity::Error, "error");
    let warnings = count(Severity::Warning, "warning");
    format!("{}: {errors}, {warnings}\n", source.name)
}

/// The text by lines: a document of many megabytes is not searched again for each finding.
struct Lines<'s> {
    source: &'s Source,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn new(source: &'s Source) -> Lines<'s> {
        let after_newlines = source.text.match_indices('\n').map(|(newline, _)| newline + 1);
        Lines { source, starts: std::iter::once(0).chain(after_newlines).collect() }
    }

    fn group(&self, finding: &'s Finding) -> Group<'s> {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let pointer = if finding.pointer.is_empty() { "/" } else { &finding.pointer };
        level
            .primary_title(finding.message.as_str())
            .id(finding.rule)
            .elements(self.snippets(finding))
            .element(Level::NOTE.message(format!("at `{pointer}`{}", self.on_a_long_line(&finding.place))))
            .element(Level::HELP.message(finding.help.as_str()))
    }

    /// One snippet for the finding's place and what is near it, and one for each place that is far.
    fn snippets(&self, finding: &'s Finding) -> Vec<Snippet<'s, Annotation<'s>>> {
        let mut near = vec![(AnnotationKind::Primary, &finding.place, None)];
        let mut window = finding.place.clone();
        let mut far = Vec::new();
        for related in &finding.related {
            let annotation = (AnnotationKind::Context, &related.place, Some(related.label.as_str()));
            let start = window.start.min(related.place.start);
            let end = window.end.max(related.place.end);
            if end - start > LONGEST_SNIPPET {
                far.push(self.snippet(&related.place, &[annotation]));
            } else {
                window = start..end;
                near.push(annotation);
            }
        }
        let mut snippets = vec![self.snippet(&window, &near)];
        snippets.append(&mut far);
        snippets
    }

    /// The lines that `window` touches, with a caret under each place.
    fn snippet(
        &self,
        window: &Range<usize>,
        places: &[(AnnotationKind, &Range<usize>, Option<&'s str>)],
    ) -> Snippet<'s, Annotation<'s>> {
        let (first, last) = (self.line(window.start), self.line(window.end));
        let (mut start, mut end) = self.ends(first, last);
        let is_cut = end - start > 2 * LONGEST_SNIPPET;
        if is_cut {
            start = start.max(self.source.text.floor_char_boundary(window.start.saturating_sub(AROUND)));
            end = end.min(self.source.text.ceil_char_boundary(window.end + AROUND));
        }
        let annotations =
            places.iter().map(|(kind, place, label)| kind.span(place.start - start..place.end - start).label(*label));
        let snippet = Snippet::source(&self.source.text[start..end]).line_start(first + 1).annotations(annotations);
        // Of a part of a line the renderer cannot know the column.
        if is_cut { snippet } else { snippet.path(self.source.name.as_str()) }
    }

    /// Where a place is whose snippet does not say it.
    fn on_a_long_line(&self, place: &Range<usize>) -> String {
        let (first, last) = (self.line(place.start), self.line(place.end));
        let (start, end) = self.ends(first, last);
        if end - start > 2 * LONGEST_SNIPPET {
            format!(", in {}, line {}, byte {}", self.source.name, first + 1, place.start - start + 1)
        } else {
            String::new()
        }
    }

    /// The bytes of two lines and those between.
    fn ends(&self, first: usize, last: usize) -> (usize, usize) {
        (self.starts[first], self.starts.get(last + 1).copied().unwrap_or(self.source.text.len()))
    }

    /// The index of the line that holds a byte.
    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// Both count from 1, the column in characters.
    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let line = self.line(byte);
        let before = self.source.text.get(self.starts[line]..byte).unwrap_or_default();
        (line + 1, before.chars().count() + 1)
    }
}
