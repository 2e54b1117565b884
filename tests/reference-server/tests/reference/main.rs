//! The reference server over real sockets: every status, every rule, every way in which PEM files go wrong, and real
//! certificates read back by other tools.

mod ca_store;
mod concurrency;
mod faults;
mod generated;
mod get;
mod hostile;
mod names;
mod page;
mod pem;
mod process;
mod received;
mod stopping;
mod support;
mod transport;
mod upload;
mod violations;
