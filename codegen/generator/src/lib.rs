//! From an OpenAPI document to Rust: generates clients, the crates around them, and reports what a change means for
//! callers.
//!
//! Nothing here knows where the repository is: the caller passes paths in.

pub mod api;
pub mod calls;
pub mod census;
pub mod compat;
pub mod downstream;
pub mod emit;
pub mod generate;
pub mod interpret;
pub mod lint;
pub mod lower;
mod markdown;
pub mod mutation;
mod names;
mod panics;
pub mod skeleton;
pub mod skip;
pub mod synthetic;
