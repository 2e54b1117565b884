//! Lingering close, for a connection whose last request was refused before its body was read.
//!
//! Closing a socket with unread bytes resets the connection, and the response is lost: a caller that sends too much would
//! see a broken pipe instead of 413. So the server goes on reading for a while.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The limits of what a caller may still send.
const PATIENCE: (Duration, u64) = (Duration::from_secs(2), 64 << 20);

/// Whether a body on this connection was dropped unread.
#[derive(Clone, Default)]
pub(super) struct Unread(Arc<AtomicBool>);

impl Unread {
    /// Tracks the body of the next request.
    pub(super) fn watch(&self, body: Incoming) -> WatchedBody {
        WatchedBody { ended: body.is_end_stream(), body, unread: self.clone() }
    }

    /// Closes the sending side, and reads on if more may arrive.
    pub(super) async fn linger(self, mut stream: TcpStream) {
        if stream.shutdown().await.is_err() || !self.0.load(Ordering::Relaxed) {
            return;
        }
        let (time, bytes) = PATIENCE;
        let mut rest = stream.take(bytes);
        let mut buffer = [0; 8192];
        // The caller has disconnected or reached a limit, which makes no difference here.
        let _ = timeout(time, async { while rest.read(&mut buffer).await.is_ok_and(|read| read > 0) {} }).await;
    }
}

/// A request's body that reports on drop whether it was read to its end.
pub(super) struct WatchedBody {
    body: Incoming,
    ended: bool,
    unread: Unread,
}

impl Body for WatchedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        self.ended = frame.is_none();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for WatchedBody {
    fn drop(&mut self) {
        if !self.ended {
            self.unread.0.store(true, Ordering::Relaxed);
        }
    }
}
