//! The settings of the server.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::exchange::Observer;

/// The configuration of a server. [`Config::new`] returns one for a test; change any field.
#[derive(Clone)]
#[non_exhaustive]
pub struct Config {
    /// The address to listen on; port 0 selects a free one. Defaults to a free loopback port.
    pub listen: SocketAddr,
    /// The only bearer token that is accepted.
    pub token: String,
    /// The ids of the load balancers that exist; if empty, every id exists.
    pub load_balancers: Vec<String>,
    /// The maximum size of a request body, in bytes; defaults to 1 MiB.
    pub body_limit: usize,
    /// The size limit of all stored certificates together, in bytes: 256 MiB by default.
    pub storage_limit: usize,
    /// The time limit for reading a request's head, and then for its body: 10 s each by default.
    pub read_timeout: Duration,
    /// Whether to write a line to standard error for each request: its method, path, status and duration.
    pub verbose: bool,
    /// The size limit of what [`ReferenceServer::requests`](crate::ReferenceServer::requests) returns, in bytes: 16 MiB by
    /// default. The oldest requests are dropped first; 0 keeps none.
    pub log_limit: usize,
    /// Called with each exchange, including secrets, before the answer is sent, to record the traffic. It is not called
    /// for requests that a fault leaves without an answer.
    pub observer: Option<Observer>,
}

impl Config {
    /// A server on a free loopback port that accepts `token` and has every load balancer.
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
