//! Credentials: the schemes, and which of them a call requires.

pub use openscaler_openapi::security::Transport;

use super::origin::Origin;

/// What calls may have to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Security {
    /// Each once, whatever the document calls it: two schemes that look alike on the wire are one. Those that an
    /// operation accepts; if none accepts any, those that the document defines. [`SchemeId`] is an index into it.
    pub schemes: Vec<Scheme>,
    /// What a client has to have before it makes any call.
    pub default: Alternatives,
    /// What a client can be given at once: each alternative of the default; if that is empty, each that an operation has.
    pub constructors: Vec<Constructor>,
}

/// A function that makes credentials.
#[derive(Clone, Debug, PartialEq)]
pub struct Constructor {
    /// The Rust identifier.
    pub name: String,
    /// At least one, in their order.
    pub schemes: Vec<SchemeId>,
}

/// An index into [`Security::schemes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeId(pub usize);

/// Sets of schemes, of which one is enough, in the order of preference; in each the schemes are in their order.
///
/// Without any, nothing is required and nothing is sent. An empty one makes the others optional.
pub type Alternatives = Vec<Vec<SchemeId>>;

/// A kind of credential.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// The Rust identifier, unique among the schemes: its constructor and its argument.
    pub name: String,
    /// The builder's method that takes it; the client's has `with_` before it.
    pub setter: String,
    /// The names of the components that it was read from.
    pub components: Vec<String>,
    /// Markdown.
    pub description: Option<String>,
    /// How it is sent.
    pub transport: Transport,
    /// Where it is described.
    pub origin: Origin,
}
