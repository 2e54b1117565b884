//! What a caller can choose about the server.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::exchange::Observer;

/// How the reference server is to run. [`Config::new`] gives what suits a test; every field may be changed.
#[derive(Clone)]
#[non_exhaustive]
pub struct Config {
    /// Where to listen; port 0 takes a free one. A loopback port by default.
    pub listen: SocketAddr,
    /// The one bearer token that is accepted.
    pub token: String,
    /// The load balancers there are; none given means that every id exists.
    pub load_balancers: Vec<String>,
    /// The longest request body, in bytes: 1 MiB by default.
    pub body_limit: usize,
    /// How much all stored certificates may take together, in bytes: 256 MiB by default.
    pub storage_limit: usize,
    /// How long a request's head may take, and then its body: 10 s each by default.
    pub read_timeout: Duration,
    /// Whether to write a line to standard error for each request. It holds method, path, status and time only.
    pub verbose: bool,
    /// How much memory the requests may take that [`ReferenceServer::requests`](crate::ReferenceServer::requests)
    /// returns, in bytes: 16 MiB by default. The oldest are forgotten first; 0 keeps none.
    pub log_limit: usize,
    /// Is called with each exchange, secrets included, before its answer is sent: for recording what is said to the
    /// server. Requests that a fault keeps from an answer are not shown.
    pub observer: Option<Observer>,
}

impl Config {
    /// A server on a free loopback port that accepts `token` and knows every load balancer.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            token: token.into(),
            load_balancers: Vec::new(),
            body_limit: 1 << 20,
            storage_limit: 256 << 20,
            read_timeout: Duration::from_secs(10),
            verbose: false,
            log_limit: 16 << 20,
            observer: None,
        }
    }
}
