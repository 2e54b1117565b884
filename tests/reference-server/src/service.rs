//! Handles a request on a connection: records it, and lets it fail or passes it to the routes.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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

/// The state that all requests share.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) app: Arc<App>,
    pub(super) router: Router,
    pub(super) stopping: watch::Receiver<bool>,
}

/// How a fault ends a connection without an HTTP response.
pub(super) enum Ending {
    /// The system resets it.
    Reset,
    /// These bytes, then an orderly close.
    Bytes(Vec<u8>),
}

/// How a fault ends the connection, if there is one.
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

/// There is no HTTP response: the connection ends as the fault specifies.
#[derive(Debug, thiserror::Error)]
#[error("a fault ends this connection")]
pub(super) struct TakenOver;

impl Service {
    /// The response to a request, unless a fault ends its connection.
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
        // A body that was refused unread is observed, too, as far as it arrived.
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
        // A delayed request is carried out first: a caller that gives up finds that it took effect.
        if !matches!(fault.kind, Kind::Delay) {
            pause(fault.delay, &mut stopping, ending).await?;
        }
        let bytes = match fault.kind {
            Kind::Delay => {
                let response = self.answer(request).await;
                return pause(fault.delay, &mut stopping, ending).await.map(|()| response);
            }
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
                // A caller may close its sending side and still wait, so this lasts as long as the server.
                let _ = stopping.changed().await;
                return Err(ending.set(Ending::Reset));
            }
        };
        read(request.into_body()).await;
        Err(ending.set(Ending::Bytes(bytes)))
    }
}

/// Waits, unless the server stops.
async fn pause(delay: Duration, stopping: &mut watch::Receiver<bool>, ending: &PlannedEnding) -> Result<(), TakenOver> {
    tokio::select! {
        () = sleep(delay) => Ok(()),
        _ = stopping.changed() => Err(ending.set(Ending::Reset)),
    }
}

/// Reads a body to its end, or as far as it comes.
async fn read(mut body: Body) {
    while let Some(Ok(_)) = body.frame().await {}
}
