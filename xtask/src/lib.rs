//! What the commands are made of: from the OpenAPI document to the generated client.
//!
//! `document` reads it, `lint` says what is wrong with it; each later step takes what the one before made.

pub mod api;
pub mod checked;
pub mod commands;
pub mod compat;
mod decorate;
pub mod document;
pub mod downstream;
pub mod generate;
pub mod interpret;
pub mod lint;
pub mod lower;
pub mod model;
mod names;
pub mod numbers;
pub mod pattern;
mod quiet;
pub mod skeleton;
pub mod skip;
pub mod synthetic;
pub mod workspace;
