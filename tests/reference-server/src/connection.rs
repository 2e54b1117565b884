//! Sockets: accepting them, speaking HTTP/1 on them, and ending them so that the caller gets to read the answer.

use std::future::poll_fn;
use std::sync::Arc;
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

/// More connections than this wait in the system's queue; each may hold a body of the full size.
const MAX_CONNECTIONS: usize = 512;

/// How long requests under way may take once the server is to stop.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(5);

/// Serves until the service is told to stop, or nobody is left to tell it.
pub(super) async fn serve(listener: TcpListener, service: Service) {
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

/// Ends a connection as a fault says; if the peer has gone already, that is as good.
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
