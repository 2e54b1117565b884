//! Sockets: accepting them, speaking HTTP/1 on them, and ending them so that the caller gets to read the answer.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower_service::Service;

use super::linger::{Unread, WatchedBody};

/// More connections than this wait in the system's queue; each may hold a body of the full size.
const MAX_CONNECTIONS: usize = 512;

/// How long requests under way may take once the server is to stop.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(5);

/// Serves until `stopping` says so or its sender is gone.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    read_timeout: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = stopping.changed() => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let Some((stream, place)) = accepted else { continue };
        let connection = connection(stream, router.clone(), read_timeout, stopping.clone());
        connections.spawn(async move {
            connection.await;
            drop(place);
        });
        // Forget those that have ended, or the set would grow for ever.
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    // Those that are still there afterwards are cut off when the set is dropped.
    let _ = timeout(SHUTDOWN_GRACE, async { while connections.join_next().await.is_some() {} }).await;
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(_) => {
            // Mostly too many open files: give the connections under way time to end.
            sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

/// Serves one connection. Its errors are the peer's (it went away, it sent no HTTP) and nobody is left to tell.
async fn connection(stream: TcpStream, router: Router, read_timeout: Duration, mut stopping: watch::Receiver<bool>) {
    let unread = Unread::default();
    let watch = unread.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        let request = request.map(|body| watch.watch(body));
        Box::pin(respond(router.clone(), request))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        // A caller that ends its sending side after the request, as `nc` does, still waits for the answer.
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    let mut stopped = false;
    let served = loop {
        tokio::select! {
            served = poll_fn(|context| connection.poll_without_shutdown(context)) => break served,
            _ = stopping.changed(), if !stopped => {
                stopped = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    if served.is_ok() {
        unread.linger(connection.into_parts().io.into_inner()).await;
    }
}

async fn respond(mut router: Router, request: Request<WatchedBody>) -> Result<Response, Infallible> {
    router.call(request).await
}
