//! The project's commands, and where in the repository they work.

pub mod commands;
mod documents;
mod workspace;
