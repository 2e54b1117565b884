//! What the suites share: wire cases, the document as they read it, faults between a client and a server, connections,
//! processes, and other tools' verdicts.

pub mod cases;
pub mod connection;
pub mod document;
pub mod faults;
pub mod openssl;
pub mod process;
pub mod skip;
