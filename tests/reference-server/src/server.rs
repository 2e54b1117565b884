//! Starting and stopping the server.

use std::io;
use std::net::SocketAddr;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

use super::app::{self, App};
use super::auth::{self, Authenticator};
use super::config::Config;
use super::connection;
use super::grammar;
use super::issue::AcmeAuthority;
use super::load_balancer::LoadBalancers;
use super::store::{Store, StoredCertificate};

/// The reference server, before it runs.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), openscaler_reference_server::StartError> {
/// use openscaler_reference_server::{Config, ReferenceServer};
///
/// let server = ReferenceServer::start(Config::new("a-token")).await?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// server.shutdown().await;
/// # Ok(())
/// # }
/// ```
pub enum ReferenceServer {}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The token cannot stand in an `Authorization` header.
    #[error("the token is empty or holds characters no header takes; use letters, digits and `-._~+/=`")]
    Token,
    /// No request can name this load balancer.
    #[error("`{id}` cannot be a load balancer's id: it {fault}")]
    LoadBalancer {
        /// The id asked for.
        id: String,
        /// What is wrong with it and what to do.
        fault: String,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on `{address}`: {source}; choose another address, or port 0 for a free one")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no random numbers, without which there are no keys.
    #[error("cannot make the keys of the ACME authority; check that the system has random numbers")]
    Keys,
}

impl ReferenceServer {
    /// Starts a server on the current tokio runtime. Once this returns, connections are accepted.
    pub async fn start(config: Config) -> Result<RunningServer, StartError> {
        if !auth::is_sendable(&config.token) {
            return Err(StartError::Token);
        }
        for id in &config.load_balancers {
            if let Some(fault) = grammar::path_segment(id).pop() {
                return Err(StartError::LoadBalancer { id: id.clone(), fault: fault.message });
            }
        }
        let app = Arc::new(App {
            authenticator: Authenticator::new(&config.token).map_err(|_| StartError::Keys)?,
            load_balancers: LoadBalancers::new(config.load_balancers.clone()),
            acme: AcmeAuthority::new(OffsetDateTime::now_utc()).map_err(|_| StartError::Keys)?,
            store: Store::new(config.storage_limit),
            work: Arc::new(Semaphore::new(thread::available_parallelism().map_or(1, NonZero::get))),
            requests: AtomicU64::new(0),
            config,
        });
        let address = app.config.listen;
        let failed = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopping) = watch::channel(false);
        let read_timeout = app.config.read_timeout;
        let serving = connection::serve(listener, app::router(app.clone()), read_timeout, stopping);
        let task = tokio::spawn(serving);
        Ok(RunningServer { address, app, stop, task })
    }
}

/// A server that accepts connections. Dropping it stops it too, without waiting for requests under way.
pub struct RunningServer {
    address: SocketAddr,
    app: Arc<App>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl RunningServer {
    /// The base URL, without a slash at its end: `http://127.0.0.1:40123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many requests have come in so far, refused ones included.
    pub fn requests(&self) -> u64 {
        self.app.requests.load(Ordering::Relaxed)
    }

    /// What a load balancer holds, by name; private keys included, which is why the API has no such call.
    pub fn stored(&self, load_balancer: &str) -> Vec<StoredCertificate> {
        self.app.store.on(load_balancer)
    }

    /// The root certificate above what `let_encrypt` issues, as PEM.
    pub fn acme_root(&self) -> String {
        self.app.acme.root_pem()
    }

    /// Accepts nothing more, lets the requests under way end (for some seconds at most) and returns.
    pub async fn shutdown(self) {
        // Nobody listens if the task has ended by itself, which is as good.
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}
