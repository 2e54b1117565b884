//! A rule: a name, how bad it is to break it, and the function that looks for that.

use super::findings::{Findings, Severity};
use crate::context::Context;

/// Something that a document should not do.
pub struct Rule {
    /// The name that findings carry.
    pub name: &'static str,
    /// How bad its findings are, unless one says that it is only a warning.
    pub severity: Severity,
    /// What it looks for, in one line.
    pub summary: &'static str,
    /// Whether nothing else can be said of a document that breaks it.
    pub is_gate: bool,
    pub(super) check: fn(&Context<'_>, &mut Findings<'_>),
}

/// A rule that is not a gate.
#[must_use]
pub const fn rule(
    name: &'static str,
    severity: Severity,
    check: fn(&Context<'_>, &mut Findings<'_>),
    summary: &'static str,
) -> Rule {
    Rule { name, severity, summary, is_gate: false, check }
}

/// The same rule as a gate.
#[must_use]
pub const fn gate(rule: Rule) -> Rule {
    Rule { is_gate: true, ..rule }
}
