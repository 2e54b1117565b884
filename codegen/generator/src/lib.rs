//! From an OpenAPI document to Rust: the generated client, what stands round it, and what a change of it means.
//!
//! Nothing here knows where the repository is: whoever calls says so.

pub mod api;
pub mod calls;
pub mod checked;
pub mod compat;
mod decorate;
pub mod downstream;
pub mod emit;
pub mod generate;
pub mod interpret;
pub mod lint;
pub mod lower;
mod markdown;
pub mod model;
mod names;
mod quiet;
pub mod skeleton;
pub mod skip;
pub mod synthetic;
