//! Says what is better and what is worse than in an earlier census, by document.

use std::collections::BTreeSet;

use super::report::{Census, Document, Verdict};

/// The differences between two censuses, the earlier one first; a line that nothing changed if there are none.
#[must_use]
pub fn compare(old: &Census, new: &Census) -> String {
    let mut text = String::new();
    if old.settings != new.settings {
        text += "the two censuses were made with different options\n";
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
    for (what, ids) in [("better: now carried", &after - &before), ("worse: no longer carried", &before - &after)] {
        if !ids.is_empty() {
            lines.push(format!("{what}: {}: {}", ids.len(), ids.into_iter().collect::<Vec<_>>().join(", ")));
        }
    }
    if let (Some(old), Some(new)) = (&old.build, &new.build) {
        match (&old.error, &new.error) {
            (None, Some(_)) => lines.push("worse: no longer compiles".to_owned()),
            (Some(_), None) => lines.push("better: now compiles".to_owned()),
            _ if new.warnings > old.warnings => {
                lines.push(format!("worse: {} warnings, were {}", new.warnings, old.warnings))
            }
            _ if new.warnings < old.warnings => {
                lines.push(format!("better: {} warnings, were {}", new.warnings, old.warnings))
            }
            _ => {}
        }
    }
    lines.extend(fidelity(old, new));
    lines
}

/// By the share of values that come back the same: the values of two censuses need not be equally many.
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
