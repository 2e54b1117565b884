//! One request on a connection: it is noted, fails if it is to fail, and else goes to the routes.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tower_service::Service as _;

use super::app::App;
use super::body_copy::{BodyCopy, Unread};
use super::exchange;
use super::fault::{self, Fault, Kind};

/// What all requests share.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) app: Arc<App>,
    pub(super) router: Router,
    pub(super) stopping: watch::Receiver<bool>,
}

/// How a connection ends that a fault has taken from HTTP.
pub(super) enum Ending {
    /// The system resets it.
    Reset,
    /// These bytes, then an orderly end.
    Bytes(Vec<u8>),
}

/// How a connection is to end, if a fault says so.
#[derive(Clone, Default)]
pub(super) struct PlannedEnding(Arc<Mutex<Option<Ending>>>);

impl PlannedEnding {
    pub(super) fn take(&self) -> Option<Ending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, ending: Ending) -> TakenOver {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(ending);
        TakenOver
    }
}

/// There is no HTTP answer: the connection ends as planned.
#[derive(Debug, thiserror::Error)]
#[error("a fault ends this connection")]
pub(super) struct TakenOver;

impl Service {
    /// The answer to a request, unless a fault plans another ending for its connection.
    pub(super) async fn respond(self, request: Request, ending: PlannedEnding) -> Result<Response, TakenOver> {
        self.app.requests.fetch_add(1, Ordering::Relaxed);
        let observer = self.app.config.observer.clone();
        let (head, mut body) = request.into_parts();
        let copy = BodyCopy::new(self.app.config.body_limit);
        let unread = Unread::default();
        if self.app.log.is_on() || observer.is_some() {
            body = copy.copying(body, observer.is_some().then(|| unread.clone()));
        }
        if self.app.log.is_on() {
            self.app.log.add(&head, &copy);
        }
        let read_timeout = self.app.config.read_timeout;
        let fault = self.app.faults.take();
        let request = Request::from_parts(head.clone(), body);
        let response = match fault {
            Some(fault) => self.fail(fault, request, &ending).await?,
            None => self.answer(request).await,
        };
        let Some(observer) = observer else { return Ok(response) };
        // What was refused at first sight is shown, too. Whoever does not send it is not waited for.
        let _ = timeout(read_timeout, copy.read_on(&unread)).await;
        Ok(exchange::show(&observer, &head, copy.bytes(), response).await)
    }

    async fn answer(mut self, request: Request) -> Response {
        match self.router.call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    async fn fail(self, fault: Fault, request: Request, ending: &PlannedEnding) -> Result<Response, TakenOver> {
        let mut stopping = self.stopping.clone();
        tokio::select! {
            () = sleep(fault.delay) => {}
            _ = stopping.changed() => return Err(ending.set(Ending::Reset)),
        }
        let bytes = match fault.kind {
            Kind::Delay => return Ok(self.answer(request).await),
            Kind::CloseBeforeReading => return Err(ending.set(Ending::Reset)),
            Kind::HalfAnswer => {
                let (head, body) = self.answer(request).await.into_parts();
                return Err(ending.set(Ending::Bytes(fault::half(head, body).await)));
            }
            Kind::CloseAfterReading => Vec::new(),
            Kind::Bytes(bytes) => bytes,
            Kind::Status(answer) => answer.to_bytes(),
            Kind::NoAnswer => {
                read(request.into_body()).await;
                // A caller may end its sending side and wait all the same, so it lasts as long as the server.
                let _ = stopping.changed().await;
                return Err(ending.set(Ending::Reset));
            }
        };
        read(request.into_body()).await;
        Err(ending.set(Ending::Bytes(bytes)))
    }
}

/// Reads a body to its end, or as far as it comes.
async fn read(mut body: Body) {
    while let Some(Ok(_)) = body.frame().await {}
}
