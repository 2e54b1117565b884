//! The commands, one module each; a command prints and returns whether all is well.

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
