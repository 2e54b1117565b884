//! The commands, one module each; a command prints its result and returns whether it succeeded.

pub mod bench;
pub mod census;
pub mod ci;
pub mod compat;
pub mod conformance;
pub mod demo;
pub mod fuzz;
pub mod generate;
pub mod lint;
pub mod msrv;
mod programs;
pub mod release;
