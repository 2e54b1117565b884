//! Shared code of the test suites: wire cases, the document, faults between a client and a server, connections, processes,
//! and `openssl`.

pub mod cases;
pub mod connection;
pub mod document;
pub mod faults;
pub mod openssl;
pub mod process;
pub mod skip;
