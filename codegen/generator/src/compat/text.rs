//! A report for people, and the lines of it that belong into the changelog.

use super::change::{Change, Judgement, Side};
use super::left_out::LeftOut;
use super::version::{RULE, Version};
use super::{Level, Report};

/// The width of the changelog's lines.
const WIDTH: usize = 120;

/// The report, with what follows for a crate of the version `released`.
#[must_use]
pub fn text(report: &Report, released: Option<Version>) -> String {
    let mut text = format!("{} → {}\n\n", report.old, report.new);
    for change in &report.changes {
        text += &entry(report, change);
    }
    if report.changes.is_empty() {
        text += "nothing is different for a caller\n\n";
    }
    text += &left_out(report);
    text += &format!("verdict: {}\n", report.level.name());
    text += &format!("version: {}\n", version(report.level, released));
    let lines = changelog(report);
    if !lines.is_empty() {
        text += &format!("\nfor CHANGELOG.md:\n\n{lines}");
    }
    text
}

fn version(level: Level, released: Option<Version>) -> String {
    match (level, released) {
        (Level::None, _) => "may stay as it is".to_owned(),
        (level, Some(released)) => format!("{released} → {} at least ({RULE})", released.after(level)),
        (level, None) => {
            let after = |version: &str| {
                Version::parse(version).map_or_else(String::new, |version| version.after(level).to_string())
            };
            format!("1.2.3 → {}, 0.2.3 → {}, 0.0.3 → {} ({RULE})", after("1.2.3"), after("0.2.3"), after("0.0.3"))
        }
    }
}

fn entry(report: &Report, change: &Change) -> String {
    let document = match change.place.side {
        Side::Old => &report.old,
        Side::New => &report.new,
    };
    let pointer = if change.place.pointer.is_empty() { "/" } else { &change.place.pointer };
    let mut text = format!("{}: {}\n", change.level().name(), change.message);
    text += &format!("  at {document}:{}, `{pointer}`\n", change.place.line);
    if change.level() < Level::Minor {
        return text + "\n";
    }
    let line = |what: &str, judgement: &Judgement, good: &str, bad: &str| match judgement {
        Judgement::Holds => format!("  {what} {good}\n"),
        Judgement::Fails(reason) => format!("  {what} {bad}: {reason}\n"),
    };
    text += &line("old requests", &change.old_requests, "are valid", "are not all valid");
    text += &line("old callers ", &change.old_callers, "compile", "do not all compile");
    text += &line(
        "new answers ",
        &change.new_answers,
        "are read by the client of before",
        "are not all read by the client of before",
    );
    text +=
        &line("old answers ", &change.old_answers, "are read by the new client", "are not all read by the new client");
    text + "\n"
}

/// What the verdict says nothing of.
fn left_out(report: &Report) -> String {
    if report.left_out.is_empty() {
        return String::new();
    }
    let mut text = "not compared, since nothing can be generated from them:\n".to_owned();
    for LeftOut { id, route, place, rules } in &report.left_out {
        let document = match place.side {
            Side::Old => &report.old,
            Side::New => &report.new,
        };
        let id = id.as_ref().map(|id| format!("`{id}` ")).unwrap_or_default();
        text += &format!("  {id}(`{route}`) at {document}:{}: {}\n", place.line, rules.join(", "));
    }
    text + "\n"
}

/// Lines of the changelog, ready to paste: what breaks first, and of mere words one line.
#[must_use]
pub fn changelog(report: &Report) -> String {
    let mut lines = String::new();
    for change in report.changes.iter().filter(|change| change.level() >= Level::Minor) {
        let mark = if change.level() == Level::Major { "**Breaking:** " } else { "" };
        let todo = match (&change.old_callers, change.level()) {
            (Judgement::Fails(reason), _) if *reason != change.message => format!(" ({reason})"),
            _ => String::new(),
        };
        lines += &wrapped(&format!("{mark}{}{todo}.", capital(&change.message)));
    }
    let has_words = report.changes.iter().any(|change| change.level() == Level::Patch);
    if has_words && report.level > Level::None {
        let others: Vec<_> = report.changes.iter().filter(|change| change.level() == Level::Patch).collect();
        match others.as_slice() {
            [only] => lines += &wrapped(&format!("{}.", capital(&only.message))),
            many => lines += &wrapped(&format!("Documentation: {} parts are described anew.", many.len())),
        }
    }
    lines
}

fn capital(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A bullet whose further lines are indented.
fn wrapped(text: &str) -> String {
    let mut lines = vec!["-".to_owned()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("  {word}")),
        }
    }
    lines.join("\n") + "\n"
}
