//! The program as its users start it, against the reference server.

mod batch;
mod commands;
mod counting_server;
mod hooks;
mod killed;
mod measure;
mod mistakes;
mod outcomes;
mod resumed;
mod secrets;
mod stopped;
mod support;
