//! What the generated file says of the API: plain data, from which everything else is built.

use crate::call::Call;
use crate::input::Input;

/// The program of an API.
pub(crate) struct Program {
    /// In lower case; also the start of its environment variables, in upper case.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) base_url: Option<&'static str>,
    pub(crate) credentials: &'static [Credential],
    /// The program's own options, which the API's give way to.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares them with the options that exist"))]
    pub(crate) reserved: &'static [&'static str],
    pub(crate) commands: &'static [Command],
}

/// What the API asks callers for.
pub(crate) struct Credential {
    pub(crate) name: &'static str,
    /// The option that names a file.
    pub(crate) option: &'static str,
    /// The end of the environment variable's name.
    pub(crate) variable: &'static str,
    /// Such as `a token`.
    pub(crate) noun: &'static str,
}

/// An operation.
pub(crate) struct Command {
    pub(crate) id: &'static str,
    pub(crate) words: &'static [&'static str],
    /// One line.
    pub(crate) about: &'static str,
    /// Markdown.
    pub(crate) details: &'static str,
    pub(crate) deprecated: bool,
    pub(crate) method: &'static str,
    /// The path's template.
    pub(crate) path: &'static str,
    /// In the order in which the operation takes them.
    pub(crate) parameters: &'static [Opt],
    pub(crate) body: Option<Body>,
    /// How its effect is found; with it, a call can be resolved.
    pub(crate) link: Option<Link>,
    /// Makes the typed call; `None` if there are mistakes in the input, which then lists them.
    pub(crate) prepare: fn(&mut Input) -> Option<Call>,
}

impl Command {
    /// Whether it changes nothing (RFC 9110, section 9.2.1).
    pub(crate) fn is_safe(&self) -> bool {
        ["GET", "HEAD", "OPTIONS", "TRACE"].contains(&self.method)
    }
}

/// What identifies the effect of a request.
pub(crate) struct Link {
    /// Indices of parameters.
    pub(crate) parameters: &'static [usize],
    /// JSON pointers into the body.
    pub(crate) fields: &'static [&'static str],
}

/// The body of a request.
pub(crate) struct Body {
    pub(crate) required: bool,
    pub(crate) media_type: &'static str,
    pub(crate) about: &'static str,
    pub(crate) content: Content,
    /// The options of an object.
    pub(crate) fields: &'static [Opt],
    /// The property that distinguishes the variants; empty without any.
    pub(crate) tag: &'static str,
    pub(crate) variants: &'static [Variant],
    /// Where it may contain a secret: JSON pointers, with `*` for each item of a list and each value of a map, and `**` at
    /// the end for any place below.
    pub(crate) secrets: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "an API may not have all of them")]
pub(crate) enum Content {
    /// JSON, or a form with the same properties.
    Json,
    Text,
    Bytes,
    /// Bytes, whose media type the caller gives.
    BytesOf,
}

/// A variant of a body: a command below the operation's.
pub(crate) struct Variant {
    pub(crate) word: &'static str,
    /// The value of the tag, as JSON.
    pub(crate) tag: &'static str,
    pub(crate) about: &'static str,
    pub(crate) fields: &'static [Opt],
}

/// An option.
pub(crate) struct Opt {
    /// Its long name, without the dashes.
    pub(crate) name: &'static str,
    /// `path`, `query`, `header` or `cookie` of a parameter; `body` of a field.
    pub(crate) place: &'static str,
    /// The parameter's name on the wire, or the JSON pointer of a field.
    pub(crate) wire: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_list: bool,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) help: &'static str,
    /// The values that the document lists.
    pub(crate) values: &'static [&'static str],
    /// The server's default, as JSON; empty if it has none.
    pub(crate) default: &'static str,
}

/// How the text of an option is read.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "an API may not have all of them")]
pub(crate) enum Kind {
    Text,
    Number,
    Boolean,
    /// The names of files, whose contents are joined.
    Secret,
    Json,
}
