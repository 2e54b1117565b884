//! What the suite's files share: a server with a client, a raw connection, and `openssl`.

mod api;
pub(crate) mod openssl;
mod raw;

pub(crate) use api::{Api, LB, Reply, TOKEN, send};
pub(crate) use raw::Raw;
