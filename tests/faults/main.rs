//! The client under fault: what it tells of a call, and how often a request reached the server.
//!
//! `memory.rs` and `trace.rs` are suites of their own beside this one.

mod answers;
mod http2;
mod lines;
mod outcomes;
mod proxies;
mod random;
mod redirects;
mod retries;
mod settings;
mod sharing;
mod statuses;
mod support;
mod tls;
