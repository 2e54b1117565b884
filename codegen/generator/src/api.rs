//! The model: an API in Rust's terms, the only representation between a document and the code generated from it.
//!
//! `interpret` creates it from a document and answers each question once: what a type is called, which direction uses it,
//! whether a field is required, how a parameter is serialized. `emit`, `calls` and `compat` are functions of it. It is
//! plain data: it can be printed and compared, and only [`Origin`] refers to the document.

mod operations;
mod origin;
mod rust_form;
mod security;
mod types;

pub use operations::*;
pub use origin::Origin;
pub(crate) use rust_form::RustForm;
pub use security::*;
pub use types::*;

/// The names of Rust's prelude in generated code, with their paths.
pub(crate) const PRELUDE: &[(&str, &str)] = &[
    ("Box", "::std::boxed::Box"),
    ("None", "::std::option::Option::None"),
    ("Option", "::std::option::Option"),
    ("Some", "::std::option::Option::Some"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
];

/// An API.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// The absolute base URLs, variables at their defaults, without a trailing slash; the first is the default.
    pub servers: Vec<String>,
    /// What calls may have to show.
    pub security: Security,
    /// Every type that an operation reaches, in the order in which they are emitted. [`TypeId`] is an index into it.
    pub types: Vec<Type>,
    /// The names of Rust's prelude that types have, too: there, these have to be written as paths.
    pub shadowed: Vec<&'static str>,
    /// In the document's order.
    pub operations: Vec<Operation>,
}
