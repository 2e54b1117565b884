//! The server as its user sees it: started, asked, told to fail, stopped.

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

/// A running server, on a thread of its own: it serves tests with and without an async runtime, and does not wait for
/// theirs. Dropping it stops it, without waiting for requests under way.
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
    thread: JoinHandle<()>,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The token cannot stand in an `Authorization` header.
    #[error("the token is empty or contains characters that a header cannot; use letters, digits and `-._~+/=`")]
    Token,
    /// No request can name this load balancer.
    #[error("`{id}` is not a valid load balancer id: it {fault}")]
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
    /// The system refuses a thread or what an async runtime needs.
    #[error("cannot start the server's thread: {0}")]
    Thread(#[source] io::Error),
    /// The system gives no random numbers, without which there are no keys.
    #[error("the system provides no random numbers")]
    Keys,
}

impl ReferenceServer {
    /// Starts a server for one test: on a free loopback port, with a random token, and every load balancer exists. Once
    /// this returns, connections are accepted.
    ///
    /// # Panics
    ///
    /// If the system gives no port, no thread or no random numbers; see [`ReferenceServer::start_with`].
    pub fn start() -> Self {
        let started = auth::random_token().map_err(|_| StartError::Keys).and_then(|token| {
            // The token is fit to be sent, and the rest is what every system has.
            Self::start_with(Config::new(token))
        });
        started.unwrap_or_else(|error| panic!("the reference server does not start: {error}"))
    }

    /// Starts a server that is configured otherwise.
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
    /// If the configuration cannot work, or the system refuses what the server needs.
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
        let thread = serve(listener, service).map_err(StartError::Thread)?;
        Ok(Self { address, app, token: Mutex::new(token), stop, thread })
    }

    /// The base URL, without a slash at its end: `http://127.0.0.1:40123`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The one bearer token that is accepted.
    pub fn token(&self) -> String {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Accepts this token instead of the one before, as after a rotation. One that no header can hold is never sent, so
    /// every request is refused then.
    pub fn set_token(&self, token: impl Into<String>) {
        let token = token.into();
        let mut current = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        self.app.authenticator.accept(&token);
        *current = token;
    }

    /// The requests received so far, in the order in which they came, refused ones and those that met a fault included.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.app.log.requests()
    }

    /// How many requests were received so far, also those that [`ReferenceServer::requests`] has forgotten.
    pub fn request_count(&self) -> u64 {
        self.app.requests.load(Ordering::Relaxed)
    }

    /// Lets the next request fail like this; what is said several times is for as many requests, in this order.
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

    /// Lets every request fail like this that [`ReferenceServer::fail_next`] says nothing of.
    pub fn fail_always(&self, fault: Fault) {
        self.app.faults.set_always(fault);
    }

    /// Answers as usual again: forgets all faults that are still to come.
    pub fn stop_failing(&self) {
        self.app.faults.clear();
    }

    /// What a load balancer holds, by name; private keys included, which is why the API has no such call.
    pub fn stored_certificates(&self, load_balancer: &str) -> Vec<StoredCertificate> {
        self.app.store.certificates_on(load_balancer)
    }

    /// The root certificate above what `let_encrypt` issues, as PEM.
    pub fn acme_root(&self) -> String {
        self.app.acme.root_pem()
    }

    /// Accepts nothing more, lets the requests under way end (for 5 s at most) and returns.
    pub fn stop(self) {
        // Nobody listens if the thread has ended by itself, which is as good.
        let _ = self.stop.send(true);
        let _ = self.thread.join();
    }
}

fn listen(address: SocketAddr) -> io::Result<(StdListener, SocketAddr)> {
    let listener = StdListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves on a thread of its own, where the runtime is made and ends: in a task of the caller's, it could not end.
fn serve(listener: StdListener, service: Service) -> io::Result<JoinHandle<()>> {
    let (ready, is_ready) = mpsc::channel();
    let thread = thread::Builder::new().name("reference-server".to_owned()).spawn(move || {
        // One thread for the sockets; what takes time is done on others.
        let made = Builder::new_current_thread().enable_all().build().and_then(|runtime| {
            let context = runtime.enter();
            let listener = TcpListener::from_std(listener)?;
            drop(context);
            Ok((runtime, listener))
        });
        match made {
            Ok((runtime, listener)) => {
                // Whoever starts it waits for this.
                let _ = ready.send(Ok(()));
                runtime.block_on(connection::serve(listener, service));
            }
            Err(error) => {
                let _ = ready.send(Err(error));
            }
        }
    })?;
    is_ready.recv().unwrap_or_else(|_| Err(io::Error::other("the thread ended")))?;
    Ok(thread)
}
