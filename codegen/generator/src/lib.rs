//! Generates Rust clients and their crates from OpenAPI documents, and reports what a change of a document means for
//! callers.
//!
//! Nothing here depends on the repository's location: the caller passes paths.

pub mod api;
pub mod calls;
pub mod census;
pub mod cli;
pub mod compat;
pub mod credential;
pub mod downstream;
pub mod emit;
pub mod generate;
pub mod interpret;
pub mod lint;
mod markdown;
mod names;
mod panics;
mod print;
pub mod skeleton;
pub mod skip;
pub mod synthetic;
