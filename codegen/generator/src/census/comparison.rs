//! Compares a census with an earlier one, by document.

use std::collections::BTreeSet;

use super::report::{Census, Document, Requests, Verdict};

/// The differences from the earlier census `old`; a line that says so if there are none.
#[must_use]
pub fn compare(old: &Census, new: &Census) -> String {
    let mut text = String::new();
    if old.settings != new.settings {
        text += "the censuses have different options\n";
    }
    for document in &new.documents {
        let lines = match old.documents.iter().find(|known| known.name == document.name) {
            Some(known) => differences(known, document),
            None => vec!["new".to_owned()],
        };
        lines.iter().for_each(|line| text += &format!("{}: {line}\n", document.name));
    }
    for document in &old.documents {
        if !new.documents.iter().any(|known| known.name == document.name) {
            text += &format!("{}: missing\n", document.name);
        }
    }
    if text.is_empty() { "nothing changed\n".to_owned() } else { text }
}

fn differences(old: &Document, new: &Document) -> Vec<String> {
    let carried =
        |document: &Document| document.carried().map(|operation| operation.id.clone()).collect::<BTreeSet<_>>();
    let (before, after) = (carried(old), carried(new));
    let mut lines = Vec::new();
    for (what, ids) in [("better: newly supported", &after - &before), ("worse: no longer supported", &before - &after)]
    {
        if !ids.is_empty() {
            lines.push(format!("{what}: {}: {}", ids.len(), ids.into_iter().collect::<Vec<_>>().join(", ")));
        }
    }
    if let (Some(old), Some(new)) = (&old.build, &new.build) {
        match (&old.error, &new.error) {
            (None, Some(_)) => lines.push("worse: no longer compiles".to_owned()),
            (Some(_), None) => lines.push("better: now compiles".to_owned()),
            _ if new.warnings > old.warnings => {
                lines.push(format!("worse: {} warnings, previously {}", new.warnings, old.warnings))
            }
            _ if new.warnings < old.warnings => {
                lines.push(format!("better: {} warnings, previously {}", new.warnings, old.warnings))
            }
            _ => {}
        }
    }
    lines.extend(fidelity(old, new));
    lines.extend(requests(old, new));
    lines
}

/// Compares the requests: each that is refused, and each mistake that is missed, is a defect.
fn requests(old: &Document, new: &Document) -> Option<String> {
    let counts = |requests: &Requests| [requests.refused.len(), requests.missed.len()];
    let (before, after) = (counts(old.requests.as_ref()?), counts(new.requests.as_ref()?));
    if before == after {
        return None;
    }
    let is_worse = after.iter().zip(before).any(|(after, before)| *after > before);
    let changes = ["refused", "missed"].into_iter().zip(before.into_iter().zip(after));
    let changes = changes.filter(|(_, (before, after))| before != after);
    let changes = changes.map(|(what, (before, after))| format!("{what} requests {before} → {after}"));
    let word = if is_worse { "worse" } else { "better" };
    Some(format!("{word}: {}", changes.collect::<Vec<_>>().join(", ")))
}

/// Compares the share of values with the verdict `same`, since the number of values may differ.
fn fidelity(old: &Document, new: &Document) -> Option<String> {
    if old.fidelity.is_none() || new.fidelity.is_none() {
        return None;
    }
    let counts = |document: &Document| Verdict::ALL.map(|verdict| document.count(verdict));
    let (before, after) = (counts(old), counts(new));
    if before == after {
        return None;
    }
    let share = |counts: &[usize]| counts[0] as f64 / counts.iter().sum::<usize>().max(1) as f64;
    let word = match share(&after).total_cmp(&share(&before)) {
        std::cmp::Ordering::Less => "worse",
        std::cmp::Ordering::Equal => "as before",
        std::cmp::Ordering::Greater => "better",
    };
    let changes = Verdict::ALL.iter().zip(before.iter().zip(&after));
    let changes = changes.filter(|(_, (before, after))| before != after);
    let changes = changes.map(|(verdict, (before, after))| format!("{} {before} → {after}", verdict.label()));
    Some(format!("{word}: {}", changes.collect::<Vec<_>>().join(", ")))
}
