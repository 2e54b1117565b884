//! Wire cases: client, document and reference server are each held against the same cases, which are data.

mod caller;
mod coverage;
mod judge;
mod live;
mod play;
mod suite;
