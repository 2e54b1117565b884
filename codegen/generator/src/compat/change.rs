//! One change, in the words of a caller, with what is judged of it.

/// How much a change asks of those who depend on the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The crate stays as it is.
    None,
    /// Nothing but words, or what no client looks at.
    Patch,
    /// There is more than before, and all of before.
    Minor,
    /// Something that was right is not right any more.
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

/// Whether something still holds after the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// All that did before does so still.
    Holds,
    /// Not all of it; why.
    Fails(String),
}

impl Judgement {
    /// Whether nothing is lost.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self, Self::Holds)
    }

    /// Adds a reason, if it is not among those known.
    pub(crate) fn fail(&mut self, reason: impl Into<String>) {
        let reason = reason.into();
        match self {
            Self::Holds => *self = Self::Fails(reason),
            Self::Fails(known) if known.contains(&reason) => {}
            Self::Fails(known) => {
                known.push_str("; ");
                known.push_str(&reason);
            }
        }
    }

    fn and(&mut self, other: &Self) {
        if let Self::Fails(reason) = other {
            self.fail(reason.clone());
        }
    }
}

/// Which of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one that was.
    Old,
    /// The one that is to be.
    New,
}

/// Where a change is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document it is in: what is gone is in the old one.
    pub side: Side,
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    /// Counts from 1.
    pub line: usize,
}

/// One thing that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What sort of change it is; the words are part of the JSON form's promise.
    pub kind: &'static str,
    /// What has changed, in the words of a caller: one sentence without its full stop.
    pub message: String,
    /// Where that is written.
    pub place: Place,
    /// Whether each request that was valid is valid.
    pub old_requests: Judgement,
    /// Whether each program that compiled against the crate compiles.
    pub old_callers: Judgement,
    /// Whether the client of before reads each answer that there is now.
    pub new_answers: Judgement,
    /// Whether the client of now reads each answer that there was.
    pub old_answers: Judgement,
    /// Whether something can be done that could not be done before.
    pub adds: bool,
    /// Which parts of the generated code it explains, as `surface` names them.
    pub(crate) anchors: Vec<String>,
}

impl Change {
    pub(crate) fn new(kind: &'static str, message: impl Into<String>, side: Side, pointer: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            place: Place { side, pointer: pointer.into(), line: 0 },
            old_requests: Judgement::Holds,
            old_callers: Judgement::Holds,
            new_answers: Judgement::Holds,
            old_answers: Judgement::Holds,
            adds: false,
            anchors: Vec::new(),
        }
    }

    /// What follows for the version.
    ///
    /// An answer of before that the client of now cannot read is told and does not count: the document says what the
    /// API answers, and a client of the new one talks to the API as it says it is.
    #[must_use]
    pub fn level(&self) -> Level {
        let holds = self.old_requests.holds() && self.old_callers.holds() && self.new_answers.holds();
        match (holds, self.adds) {
            (false, _) => Level::Major,
            (true, true) => Level::Minor,
            (true, false) => Level::Patch,
        }
    }

    pub(crate) fn anchored(mut self, anchors: &[String]) -> Self {
        self.anchors.extend_from_slice(anchors);
        self
    }

    pub(crate) fn adding(mut self, adds: bool) -> Self {
        self.adds |= adds;
        self
    }

    pub(crate) fn failing_requests(mut self, reason: Option<String>) -> Self {
        reason.into_iter().for_each(|reason| self.old_requests.fail(reason));
        self
    }

    pub(crate) fn failing_new_answers(mut self, reason: Option<String>) -> Self {
        reason.into_iter().for_each(|reason| self.new_answers.fail(reason));
        self
    }

    pub(crate) fn failing_old_answers(mut self, reason: Option<String>) -> Self {
        reason.into_iter().for_each(|reason| self.old_answers.fail(reason));
        self
    }

    /// Takes over what is judged of the same change elsewhere; the graver one has the words.
    pub(crate) fn merge(&mut self, other: Self) {
        if other.level() > self.level() {
            self.message.clone_from(&other.message);
        }
        self.old_requests.and(&other.old_requests);
        self.old_callers.and(&other.old_callers);
        self.new_answers.and(&other.new_answers);
        self.old_answers.and(&other.old_answers);
        self.adds |= other.adds;
        let new: Vec<_> = other.anchors.into_iter().filter(|anchor| !self.anchors.contains(anchor)).collect();
        self.anchors.extend(new);
    }
}
