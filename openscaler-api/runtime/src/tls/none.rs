//! No TLS: a build for loopback, where tests and tunnels are.

use super::Tls;
use crate::runtime::Error;

pub(super) fn apply(tls: Tls, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
    if tls.is_needed || tls.identity.is_some() || !tls.roots.is_empty() {
        return Err(Error::configuration(
            "it is built without TLS; switch on the feature `rustls`, `aws-lc-rs` or `native-tls` of `openscaler-api`",
        ));
    }
    Ok(builder)
}
