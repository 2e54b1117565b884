//! The project's commands, and the paths that they work on.

pub mod commands;
mod documents;
mod output;
mod process;
mod workspace;
