//! The end of a connection whose last request was refused before its body had been read.
//!
//! Closing a socket with unread bytes in it resets the connection, and the answer, which is on its way, is lost with
//! it: a caller that sends too much would see a broken pipe and no 413. So such a connection is read on for a while.

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

/// How long a caller may go on sending, and how much.
const PATIENCE: (Duration, u64) = (Duration::from_secs(2), 64 << 20);

/// Whether a body on this connection was dropped unread.
#[derive(Clone, Default)]
pub(super) struct Unread(Arc<AtomicBool>);

impl Unread {
    /// The body of the next request; what becomes of it is noted.
    pub(super) fn watch(&self, body: Incoming) -> WatchedBody {
        WatchedBody { ended: body.is_end_stream(), body, unread: self.clone() }
    }

    /// Ends the sending side, and reads on if anything may still come.
    pub(super) async fn linger(self, mut stream: TcpStream) {
        if stream.shutdown().await.is_err() || !self.0.load(Ordering::Relaxed) {
            return;
        }
        let (time, bytes) = PATIENCE;
        let mut rest = stream.take(bytes);
        let mut buffer = [0; 8192];
        // The caller has gone, has said enough, or has had its time: all the same here.
        let _ = timeout(time, async { while rest.read(&mut buffer).await.is_ok_and(|read| read > 0) {} }).await;
    }
}

/// A request's body that tells, when it is dropped, whether it was read to its end.
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
