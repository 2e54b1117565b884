//! The commands, one module each; a command prints and returns whether all is well.

pub mod lint;
