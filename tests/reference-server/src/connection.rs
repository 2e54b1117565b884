//! Connections: accepts them, serves HTTP/1, and closes them so that the caller can read the response.

use std::future::poll_fn;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::linger::Unread;
use super::service::{Ending, PlannedEnding, Service};

/// The maximum number of connections, each of which may hold a body of the full size; others wait in the system's queue.
const MAX_CONNECTIONS: usize = 512;

/// The time that pending requests may take when the server stops.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(5);

/// Serves until the service is stopped; `accepts` is dropped with the listener.
pub(super) async fn serve(listener: TcpListener, service: Service, accepts: mpsc::Sender<()>) {
    let mut stopping = service.stopping.clone();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = stopping.changed() => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let Some((stream, place)) = accepted else { continue };
        let connection = connection(stream, service.clone());
        connections.spawn(async move {
            connection.await;
            drop(place);
        });
        // Remove finished connections, or the set would grow without bound.
        while connections.try_join_next().is_some() {}
    }
    drop((listener, accepts));
    // Dropping the set closes the remaining connections.
    let _ = timeout(SHUTDOWN_GRACE, async { while connections.join_next().await.is_some() {} }).await;
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(_) => {
            // Usually too many open files: give the open connections time to end.
            sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

/// Serves one connection. Its errors are the peer's, which disconnected or did not send HTTP, and are ignored.
async fn connection(stream: TcpStream, service: Service) {
    let unread = Unread::default();
    let planned = PlannedEnding::default();
    let (watch, ending) = (unread.clone(), planned.clone());
    let (read_timeout, mut stopping) = (service.app.config.read_timeout, service.stopping.clone());
    let service = service_fn(move |request: Request<Incoming>| {
        let request = request.map(|body| Body::new(watch.watch(body)));
        Box::pin(service.clone().respond(request, ending.clone()))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        // A caller that closes its sending side after the request, as `nc` does, still waits for the response.
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
    let ending = planned.take();
    if served.is_err() && ending.is_none() {
        return;
    }
    let stream = connection.into_parts().io.into_inner();
    match ending {
        Some(ending) => end(stream, ending).await,
        None => unread.linger(stream).await,
    }
}

/// Ends a connection as a fault specifies; ignores a peer that has disconnected.
async fn end(mut stream: TcpStream, ending: Ending) {
    match ending {
        Ending::Reset => {
            let _ = stream.set_zero_linger();
        }
        Ending::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
    }
}
