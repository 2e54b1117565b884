//! What the suites share: wire cases, the document as they read it, faults between a client and a server, and OpenAPI
//! documents that nobody would write.

pub mod cases;
pub mod document;
pub mod faults;
pub mod mutation;
