//! A report for machines: the form that `schema.json` describes, and keeps.

use serde_json::{Value, json};

use super::change::{Change, Judgement, Place, Side};
use super::left_out::LeftOut;
use super::version::Version;
use super::{Report, text};

/// The JSON Schema of the form. A later version of it may add members; what is there stays and means the same.
pub const SCHEMA: &str = include_str!("schema.json");

/// The report, with what follows for a crate of the version `released`.
#[must_use]
pub fn json(report: &Report, released: Option<Version>) -> Value {
    json!({
        "old": report.old,
        "new": report.new,
        "verdict": report.level.name(),
        "version": released.map(|released| json!({
            "released": released.to_string(),
            "least": released.after(report.level).to_string(),
        })),
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
        "changelog": text::changelog(report),
        "left_out": report.left_out.iter().map(left_out).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    json!({
        "kind": change.kind,
        "level": change.level().name(),
        "message": change.message,
        "place": place(&change.place),
        "old_requests_valid": judgement(&change.old_requests),
        "old_callers_compile": judgement(&change.old_callers),
        "new_answers_read_by_old_client": judgement(&change.new_answers),
        "old_answers_read_by_new_client": judgement(&change.old_answers),
    })
}

fn left_out(operation: &LeftOut) -> Value {
    json!({
        "operation": operation.id,
        "route": operation.route,
        "place": place(&operation.place),
        "rules": operation.rules,
    })
}

fn place(place: &Place) -> Value {
    let document = match place.side {
        Side::Old => "old",
        Side::New => "new",
    };
    json!({ "document": document, "pointer": place.pointer, "line": place.line })
}

fn judgement(judgement: &Judgement) -> Value {
    match judgement {
        Judgement::Holds => json!({ "holds": true }),
        Judgement::Fails(reason) => json!({ "holds": false, "reason": reason }),
    }
}
