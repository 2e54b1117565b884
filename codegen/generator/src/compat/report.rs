//! What a comparison finds: changes, in the words of a caller, with what follows from each.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::skip::Skipped;

/// All that is different between two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the old document is called.
    pub old: String,
    /// What the new one is called.
    pub new: String,
    /// The gravest first, then in the order of the documents.
    pub changes: Vec<Change>,
    /// What all of them ask of the version together.
    pub level: Level,
    /// The operations that are not compared, since they cannot be generated; those of the old document first.
    pub left_out: Vec<LeftOut>,
}

/// How much a change asks of those who depend on the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The crate stays as it is.
    None,
    /// Documentation, or what no client looks at.
    Patch,
    /// Something is new, and everything old still works.
    Minor,
    /// Something that worked no longer does.
    Major,
}

impl Level {
    /// The level as it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Whether something still holds after the change, and why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement(Option<String>);

impl Judgement {
    /// Whether it still holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.0.is_none()
    }

    /// Why it does not.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Adds a reason, if there is one and it is not known.
    fn fail(&mut self, reason: Option<&str>) {
        match (&mut self.0, reason) {
            (Some(known), Some(reason)) if known.contains(reason) => {}
            (Some(known), Some(reason)) => *known += &format!("; {reason}"),
            (known, reason) => *known = known.take().or(reason.map(str::to_owned)),
        }
    }
}

/// Which of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The one before the change.
    Old,
    /// The one after it.
    New,
}

/// Where a change is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The document it is in: what is removed is in the old one.
    #[serde(rename = "document")]
    pub side: Side,
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    /// Counts from 1.
    pub line: usize,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What sort of change it is; the JSON form promises these words.
    pub kind: &'static str,
    /// What has changed, in the words of a caller: one sentence without its full stop.
    pub message: String,
    /// Where that is written.
    pub place: Place,
    /// Whether each request that was valid is valid.
    pub old_requests: Judgement,
    /// Whether each program that compiled against the crate compiles.
    pub old_callers: Judgement,
    /// Whether each command line of the program that worked does.
    pub old_commands: Judgement,
    /// Whether the old client reads each new answer.
    pub new_answers: Judgement,
    /// Whether the new client reads each old answer.
    pub old_answers: Judgement,
    /// Whether something can be done that could not be done before.
    pub adds: bool,
}

impl Change {
    pub(crate) fn new(kind: &'static str, message: impl Into<String>, (side, pointer): (Side, String)) -> Self {
        Self {
            kind,
            message: message.into(),
            place: Place { side, pointer, line: 0 },
            old_requests: Judgement::default(),
            old_callers: Judgement::default(),
            old_commands: Judgement::default(),
            new_answers: Judgement::default(),
            old_answers: Judgement::default(),
            adds: false,
        }
    }

    /// What shows in Rust alone.
    pub(crate) fn breaking(message: String, place: (Side, String)) -> Self {
        Self::new("code-changed", message.clone(), place).failing_callers(Some(message))
    }

    /// What follows for the version.
    ///
    /// An old answer that the new client cannot read is ignored: the document says what the API answers, and the new client
    /// talks to the API as it is.
    #[must_use]
    pub fn level(&self) -> Level {
        let judgements = [&self.old_requests, &self.old_callers, &self.old_commands, &self.new_answers];
        let holds = judgements.into_iter().all(Judgement::holds);
        match (holds, self.adds) {
            (false, _) => Level::Major,
            (true, true) => Level::Minor,
            (true, false) => Level::Patch,
        }
    }

    /// What does not hold, and why, unless that is the change itself.
    pub(crate) fn failures(&self) -> impl Iterator<Item = String> {
        let judgements = [
            ("some old requests are invalid", &self.old_requests),
            ("some old callers do not compile", &self.old_callers),
            ("some old command lines fail", &self.old_commands),
            ("the old client cannot read some new responses", &self.new_answers),
            ("the new client cannot read some old responses", &self.old_answers),
        ];
        judgements.into_iter().filter_map(|(what, judgement)| match judgement.reason()? {
            reason if reason == self.message => Some(what.to_owned()),
            reason => Some(format!("{what}: {reason}")),
        })
    }

    pub(crate) fn adding(mut self, adds: bool) -> Self {
        self.adds |= adds;
        self
    }

    pub(crate) fn failing_requests(mut self, reason: Option<String>) -> Self {
        self.old_requests.fail(reason.as_deref());
        self
    }

    pub(crate) fn failing_callers(mut self, reason: Option<String>) -> Self {
        self.old_callers.fail(reason.as_deref());
        self
    }

    pub(crate) fn failing_commands(mut self, reason: String) -> Self {
        self.old_commands.fail(Some(&reason));
        self
    }

    pub(crate) fn failing_new_answers(mut self, reason: Option<String>) -> Self {
        self.new_answers.fail(reason.as_deref());
        self
    }

    pub(crate) fn failing_old_answers(mut self, reason: Option<String>) -> Self {
        self.old_answers.fail(reason.as_deref());
        self
    }

    /// Takes over what is judged of the same change elsewhere; the graver one has the words.
    pub(crate) fn merge(&mut self, other: Self) {
        if other.level() > self.level() {
            self.message = other.message;
        }
        self.old_requests.fail(other.old_requests.reason());
        self.old_callers.fail(other.old_callers.reason());
        self.old_commands.fail(other.old_commands.reason());
        self.new_answers.fail(other.new_answers.reason());
        self.old_answers.fail(other.old_answers.reason());
        self.adds |= other.adds;
    }
}

/// An operation that is not generated, so that no caller knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its `operationId`, if it has one.
    #[serde(rename = "operation")]
    pub id: Option<String>,
    /// `GET /pets`.
    pub route: String,
    /// Where it is.
    pub place: Place,
    /// The rules of lint that it breaks, in the order of the alphabet.
    pub rules: Vec<&'static str>,
}

impl LeftOut {
    pub(crate) fn of(skipped: &Skipped, side: Side) -> Self {
        let rules: BTreeSet<_> = skipped.reasons.iter().map(|reason| reason.rule).collect();
        Self {
            id: skipped.id.clone(),
            route: skipped.route.clone(),
            place: Place { side, pointer: skipped.pointer.clone(), line: 0 },
            rules: rules.into_iter().collect(),
        }
    }
}
