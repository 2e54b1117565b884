//! The way to a value inside another.

/// The way to a value.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) up: Option<&'p Place<'p>>,
    pub(super) step: Step<'p>,
    /// The tag of the innermost variant.
    pub(super) variant: Option<&'static str>,
}

#[derive(Clone, Copy)]
pub(super) enum Step<'p> {
    Start,
    Required(&'p str),
    Optional(&'p str),
    Item(usize),
}

/// Adds the step to a member to a JSON pointer (RFC 6901).
pub(crate) fn push_step(pointer: &mut String, name: &str) {
    pointer.push('/');
    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
}

impl Place<'_> {
    pub(super) fn step<'p>(&'p self, step: Step<'p>) -> Place<'p> {
        Place { up: Some(self), step, variant: self.variant }
    }

    /// The JSON pointer (RFC 6901).
    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.up.map(Place::pointer).unwrap_or_default();
        match self.step {
            Step::Start => {}
            Step::Required(name) | Step::Optional(name) => push_step(&mut pointer, name),
            Step::Item(index) => push_step(&mut pointer, &index.to_string()),
        }
        pointer
    }

    /// The pointer of the nearest optional property that it is or is in.
    pub(super) fn nearest_optional(&self) -> Option<String> {
        match self.step {
            Step::Optional(_) => Some(self.pointer()),
            _ => self.up?.nearest_optional(),
        }
    }
}
