//! The client under fault: what it tells of a call, and how often a request reached the server.
//!
//! `memory.rs` and `trace.rs` are separate suites.

mod answers;
mod http2;
mod lines;
mod outcomes;
mod proxies;
mod random;
mod redirects;
mod resolution;
mod retries;
mod settings;
mod sharing;
mod statuses;
mod support;
mod tls;
