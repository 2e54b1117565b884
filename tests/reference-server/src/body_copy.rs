//! A request's body that is copied while it is read.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use axum::body::{Body as AxumBody, Bytes};
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, SizeHint};
use zeroize::Zeroizing;

/// The part of a body that was read, up to a limit.
#[derive(Clone)]
pub(super) struct BodyCopy {
    read: Arc<Mutex<Zeroizing<Vec<u8>>>>,
    limit: usize,
}

/// The unread rest of a body.
#[derive(Clone, Default)]
pub(super) struct Unread(Arc<Mutex<Option<AxumBody>>>);

impl BodyCopy {
    /// An empty copy of at most this many bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self { read: Arc::default(), limit }
    }

    /// The same body, copied as it is read; the unread rest is passed to `unread`.
    pub(super) fn copying(&self, body: AxumBody, unread: Option<Unread>) -> AxumBody {
        AxumBody::new(CopiedBody { body: Some(body), copy: self.clone(), unread })
    }

    /// The bytes copied so far.
    pub(super) fn bytes(&self) -> Zeroizing<Vec<u8>> {
        self.lock().clone()
    }

    /// The number of bytes copied so far.
    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    /// Reads and copies the rest.
    pub(super) async fn read_on(&self, unread: &Unread) {
        let unread = unread.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut body) = unread else { return };
        while let Some(Ok(frame)) = body.frame().await {
            if !frame.data_ref().is_none_or(|data| self.add(data)) {
                return;
            }
        }
    }

    /// Adds bytes, and returns whether all of them fit.
    fn add(&self, data: &[u8]) -> bool {
        let mut read = self.lock();
        let room = self.limit.saturating_sub(read.len());
        read.extend_from_slice(&data[..data.len().min(room)]);
        data.len() <= room
    }

    fn lock(&self) -> MutexGuard<'_, Zeroizing<Vec<u8>>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct CopiedBody {
    body: Option<AxumBody>,
    copy: BodyCopy,
    unread: Option<Unread>,
}

impl Body for CopiedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.copy.add(data);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}

impl Drop for CopiedBody {
    fn drop(&mut self) {
        if let Some(unread) = &self.unread {
            *unread.0.lock().unwrap_or_else(PoisonError::into_inner) = self.body.take();
        }
    }
}
