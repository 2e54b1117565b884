//! The server's public interface: start, inspect, fail, stop.

use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::{Semaphore, watch};

use super::app::{self, App};
use super::auth::{self, Authenticator};
use super::config::Config;
use super::connection;
use super::fault::{Fault, Faults};
use super::grammar;
use super::issue::AcmeAuthority;
use super::load_balancer::LoadBalancers;
use super::received::{ReceivedRequest, RequestLog};
use super::service::Service;
use super::store::{Store, StoredCertificate};

/// A running server. It has its own thread, so tests with and without an async runtime can use it. Dropping it stops it:
/// it accepts no further connection, and does not wait for requests in progress.
///
/// ```
/// use openscaler_reference_server::ReferenceServer;
///
/// let server = ReferenceServer::start();
/// assert!(server.base_url().starts_with("http://127.0.0.1:"));
/// // … let the code under test call `server.base_url()` with `server.token()` …
/// assert!(server.requests().is_empty());
/// assert!(server.stored_certificates("42").is_empty());
/// ```
pub struct ReferenceServer {
    address: SocketAddr,
    app: Arc<App>,
    token: Mutex<String>,
    stop: watch::Sender<bool>,
    /// Disconnected once no connection is accepted any more.
    accepting: Mutex<mpsc::Receiver<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The token is not valid in an `Authorization` header.
    #[error("the token is empty or contains characters that a header cannot; use letters, digits and `-._~+/=`")]
    Token,
    /// The id of a load balancer is not valid in a path.
    #[error("`{id}` is not a valid load balancer id: it {fault}")]
    LoadBalancer {
        /// The invalid id.
        id: String,
        /// What is wrong with it, and what to do.
        fault: String,
    },
    /// Listening on the address failed.
    #[error("cannot listen on `{address}`: {source}; choose another address, or port 0 for a free one")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The operating system's error.
        source: io::Error,
    },
    /// Starting the thread or its async runtime failed.
    #[error("cannot start the server's thread: {0}")]
    Thread(#[source] io::Error),
    /// The system provides no random numbers, which keys require.
    #[error("the system provides no random numbers")]
    Keys,
}

impl ReferenceServer {
    /// Starts a server for one test: on a free loopback port, with a random token, and with every load balancer. It
    /// accepts connections when this returns.
    ///
    /// # Panics
    ///
    /// If the system provides no port, no thread or no random numbers; see [`ReferenceServer::start_with`].
    pub fn start() -> Self {
        let started = auth::random_token().map_err(|_| StartError::Keys).and_then(|token| {
            // The token is valid, and every system provides the rest.
            Self::start_with(Config::new(token))
        });
        started.unwrap_or_else(|error| panic!("cannot start the reference server: {error}"))
    }

    /// Starts a server with a configuration.
    ///
    /// ```
    /// # fn main() -> Result<(), openscaler_reference_server::StartError> {
    /// use openscaler_reference_server::{Config, ReferenceServer};
    ///
    /// let mut config = Config::new("secret");
    /// config.load_balancers = vec!["42".to_owned()];
    /// let server = ReferenceServer::start_with(config)?;
    /// assert_eq!(server.token(), "secret");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the configuration is invalid, or the system provides no port, no thread or no random numbers.
    pub fn start_with(config: Config) -> Result<Self, StartError> {
        if !auth::is_sendable(&config.token) {
            return Err(StartError::Token);
        }
        for id in &config.load_balancers {
            if let Some(fault) = grammar::path_segment(id).pop() {
                return Err(StartError::LoadBalancer { id: id.clone(), fault: fault.message });
            }
        }
        let token = config.token.clone();
        let app = Arc::new(App {
            authenticator: Authenticator::new(&token).map_err(|_| StartError::Keys)?,
            load_balancers: LoadBalancers::new(config.load_balancers.clone()),
            acme: AcmeAuthority::new(OffsetDateTime::now_utc()).map_err(|_| StartError::Keys)?,
            store: Store::new(config.storage_limit),
            work: Arc::new(Semaphore::new(thread::available_parallelism().map_or(1, NonZero::get))),
            requests: AtomicU64::new(0),
            log: RequestLog::new(config.log_limit),
            faults: Faults::default(),
            config,
        });
        let address = app.config.listen;
        let (listener, address) = listen(address).map_err(|source| StartError::Listen { address, source })?;
        let (stop, stopping) = watch::channel(false);
        let service = Service { app: app.clone(), router: app::router(app.clone()), stopping };
        let (accepts, accepting) = mpsc::channel();
        let thread = serve(listener, service, accepts).map_err(StartError::Thread)?;
        Ok(Self {
            address,
            app,
            token: Mutex::new(token),
            stop,
            accepting: Mutex::new(accepting),
            thread: Some(thread),
        })
    }

    /// The base URL, without a trailing slash, such as `http://127.0.0.1:40123`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The only bearer token that is accepted.
    pub fn token(&self) -> String {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the accepted token, as a rotation does. If the token is not valid in a header, every request is refused.
    pub fn set_token(&self, token: impl Into<String>) {
        let token = token.into();
        let mut current = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        self.app.authenticator.accept(&token);
        *current = token;
    }

    /// The requests received so far, in order, including those that were refused or met a fault.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.app.log.requests()
    }

    /// The number of requests received so far, including those that [`ReferenceServer::requests`] no longer returns.
    pub fn request_count(&self) -> u64 {
        self.app.requests.load(Ordering::Relaxed)
    }

    /// Applies a fault to the next request. Several faults apply to as many requests, in order.
    ///
    /// ```
    /// use openscaler_reference_server::{Fault, ReferenceServer};
    ///
    /// let server = ReferenceServer::start();
    /// server.fail_next(Fault::status(429).header("Retry-After", "0"));
    /// server.fail_next(Fault::close_after_reading());
    /// // The third request is answered as usual.
    /// ```
    pub fn fail_next(&self, fault: Fault) {
        self.app.faults.push(fault);
    }

    /// Applies a fault to every request that has none from [`ReferenceServer::fail_next`].
    pub fn fail_always(&self, fault: Fault) {
        self.app.faults.set_always(fault);
    }

    /// Removes all planned faults.
    pub fn stop_failing(&self) {
        self.app.faults.clear();
    }

    /// The certificates of a load balancer, sorted by name, with their private keys.
    pub fn stored_certificates(&self, load_balancer: &str) -> Vec<StoredCertificate> {
        self.app.store.certificates_on(load_balancer)
    }

    /// The root certificate of the authority that issues `let_encrypt` certificates, as PEM.
    pub fn acme_root(&self) -> String {
        self.app.acme.root_pem()
    }

    /// Stops accepting connections, and returns when the requests in progress have ended, after 5 s at most.
    pub fn stop(mut self) {
        let thread = self.thread.take();
        drop(self);
        if let Some(thread) = thread {
            // It may have ended by a panic, which it has printed.
            let _ = thread.join();
        }
    }
}

impl Drop for ReferenceServer {
    fn drop(&mut self) {
        // The thread may have ended by itself already.
        let _ = self.stop.send(true);
        let _ = self.accepting.get_mut().unwrap_or_else(PoisonError::into_inner).recv();
    }
}

fn listen(address: SocketAddr) -> io::Result<(StdListener, SocketAddr)> {
    let listener = StdListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves on its own thread, which creates and drops the runtime: it cannot be dropped in a task of the caller's.
fn serve(listener: StdListener, service: Service, accepts: mpsc::Sender<()>) -> io::Result<JoinHandle<()>> {
    let (ready, is_ready) = mpsc::channel();
    let thread = thread::Builder::new().name("reference-server".to_owned()).spawn(move || {
        // One thread for the sockets; slow work runs on others.
        let made = Builder::new_current_thread().enable_all().build().and_then(|runtime| {
            let context = runtime.enter();
            let listener = TcpListener::from_std(listener)?;
            drop(context);
            Ok((runtime, listener))
        });
        match made {
            Ok((runtime, listener)) => {
                // The caller waits for this.
                let _ = ready.send(Ok(()));
                runtime.block_on(connection::serve(listener, service, accepts));
            }
            Err(error) => {
                let _ = ready.send(Err(error));
            }
        }
    })?;
    is_ready.recv().unwrap_or_else(|_| Err(io::Error::other("the thread ended")))?;
    Ok(thread)
}
