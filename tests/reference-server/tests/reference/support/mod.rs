//! What the suite's files share: a server with a client.

mod api;

pub(crate) use api::{Api, LB, Reply, TOKEN, send};
