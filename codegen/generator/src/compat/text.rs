//! A report for people, and its lines for the changelog.

use super::report::{Change, LeftOut, Level, Place, Report, Side};
use super::version::{RULE, Version};

/// The width of the changelog's lines.
const WIDTH: usize = 120;

/// The report, with what follows for a crate of the version `released`.
#[must_use]
pub fn text(report: &Report, released: Option<Version>) -> String {
    let mut text = format!("{} → {}\n\n", report.old, report.new);
    for change in &report.changes {
        let Place { pointer, line, .. } = &change.place;
        let pointer = if pointer.is_empty() { "/" } else { pointer };
        text += &format!("{}: {}\n", change.level().name(), change.message);
        text += &format!("  at {}:{line}, `{pointer}`\n", name(report, &change.place));
        change.failures().for_each(|failure| text += &format!("  {failure}\n"));
        text.push('\n');
    }
    if report.changes.is_empty() {
        text += "no changes\n\n";
    }
    if !report.left_out.is_empty() {
        text += "not compared, because they cannot be generated:\n";
        for LeftOut { id, route, place, rules } in &report.left_out {
            let id = id.as_ref().map(|id| format!("`{id}` ")).unwrap_or_default();
            text += &format!("  {id}(`{route}`) at {}:{}: {}\n", name(report, place), place.line, rules.join(", "));
        }
        text.push('\n');
    }
    text += &format!("verdict: {}\n", report.level.name());
    text += &format!("version: {}\n", version(report.level, released));
    let lines = changelog(report);
    if !lines.is_empty() {
        text += &format!("\nfor CHANGELOG.md:\n\n{lines}");
    }
    text
}

/// The report as a comment on a pull request.
#[must_use]
pub fn markdown(report: &Report, released: Option<Version>) -> String {
    let mut text = format!("### API changes: {}\n\n", report.level.name());
    let entry = |change: &Change| {
        let mut entry = format!("- **{}**: {}", change.level().name(), change.message);
        entry += &format!(" (`{}:{}`)\n", name(report, &change.place), change.place.line);
        change.failures().for_each(|failure| entry += &format!("  - {failure}\n"));
        entry
    };
    let (documentation, others): (Vec<&Change>, Vec<&Change>) =
        report.changes.iter().partition(|change| change.level() == Level::Patch);
    text += &others.into_iter().map(entry).collect::<String>();
    if !documentation.is_empty() {
        let entries: String = documentation.iter().copied().map(entry).collect();
        let summary = format!("Changes without an effect on callers: {}", documentation.len());
        text += &format!("\n<details><summary>{summary}</summary>\n\n{entries}\n</details>\n");
    }
    for LeftOut { route, place, rules, .. } in &report.left_out {
        text += &format!("- not compared: `{route}` in `{}` ({})\n", name(report, place), rules.join(", "));
    }
    text + &format!("\nVersion: {}\n", version(report.level, released))
}

/// What the document of a place is called.
fn name<'r>(report: &'r Report, place: &Place) -> &'r str {
    match place.side {
        Side::Old => &report.old,
        Side::New => &report.new,
    }
}

fn version(level: Level, released: Option<Version>) -> String {
    match (level, released) {
        (Level::None, _) => "unchanged".to_owned(),
        (level, Some(released)) => format!("at least {} (released: {released}; {RULE})", released.after(level)),
        (level, None) => {
            let examples = ["1.2.3", "0.2.3", "0.0.3"].into_iter().filter_map(Version::parse);
            let examples: Vec<String> = examples.map(|it| format!("{it} → {}", it.after(level))).collect();
            format!("{} ({RULE})", examples.join(", "))
        }
    }
}

/// Lines of the changelog, ready to paste: what breaks first, and one line for documentation.
#[must_use]
pub fn changelog(report: &Report) -> String {
    let mut lines = String::new();
    for change in report.changes.iter().filter(|change| change.level() >= Level::Minor) {
        let mark = if change.level() == Level::Major { "**Breaking:** " } else { "" };
        let todo = change.old_callers.reason().filter(|reason| *reason != change.message);
        let todo = todo.map(|reason| format!(" ({reason})")).unwrap_or_default();
        lines += &wrapped(&format!("{mark}{}{todo}.", capital(&change.message)));
    }
    let others: Vec<&Change> = report.changes.iter().filter(|change| change.level() == Level::Patch).collect();
    match others.as_slice() {
        [] => {}
        _ if report.level == Level::None => {}
        [only] => lines += &wrapped(&format!("{}.", capital(&only.message))),
        many => lines += &wrapped(&format!("Documentation: {} changes.", many.len())),
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
