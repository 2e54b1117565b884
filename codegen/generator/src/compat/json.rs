//! A report for machines: the form that `schema.json` describes, and keeps.

use serde_json::{Value, json};

use super::report::{Change, Judgement, Report};
use super::text;
use super::version::Version;

/// The JSON Schema of the form. A later version of it may add members; what is there stays and means the same.
pub const SCHEMA: &str = include_str!("schema.json");

/// The report, with what follows for a crate of the version `released`.
#[must_use]
pub fn json(report: &Report, released: Option<Version>) -> Value {
    json!({
        "old": report.old,
        "new": report.new,
        "verdict": report.level,
        "version": released.map(|released| json!({
            "released": released.to_string(),
            "least": released.after(report.level).to_string(),
        })),
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
        "changelog": text::changelog(report),
        "left_out": report.left_out,
    })
}

fn change(change: &Change) -> Value {
    let judgement = |judgement: &Judgement| match judgement.reason() {
        None => json!({ "holds": true }),
        Some(reason) => json!({ "holds": false, "reason": reason }),
    };
    json!({
        "kind": change.kind,
        "level": change.level(),
        "message": change.message,
        "place": change.place,
        "old_requests_valid": judgement(&change.old_requests),
        "old_callers_compile": judgement(&change.old_callers),
        "old_command_lines_work": judgement(&change.old_commands),
        "new_answers_read_by_old_client": judgement(&change.new_answers),
        "old_answers_read_by_new_client": judgement(&change.old_answers),
    })
}
