//! Tracks whether the connection took any part of a request's body: otherwise, the request did not take effect.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const OPEN: u8 = 0;
const PASSED: u8 = 1;
const SHUT: u8 = 2;

/// The state that a call and its request body share.
///
/// An HTTP connection asks for the body when it writes the request and not before. A gate is either passed by the body
/// or shut by the call, never both: a call that has shut it may say that the request was not sent, even if the
/// connection runs on another thread and was just about to write it.
#[derive(Debug, Clone, Default)]
pub(super) struct Gate(Arc<AtomicU8>);

impl Gate {
    /// Closes the gate; returns `false` if the body has already passed.
    pub(super) fn shut(&self) -> bool {
        self.change(SHUT)
    }

    fn pass(&self) -> bool {
        self.change(PASSED)
    }

    fn change(&self, to: u8) -> bool {
        match self.0.compare_exchange(OPEN, to, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => true,
            Err(is) => is == to,
        }
    }
}

/// A body behind a gate.
pub(super) struct Gated<B> {
    body: B,
    gate: Gate,
}

impl<B> Gated<B> {
    pub(super) fn new(body: B, gate: Gate) -> Self {
        Self { body, gate }
    }
}

impl<B> Body for Gated<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !self.gate.pass() {
            // The connection ends here, so that the server never receives the whole request.
            return Poll::Ready(Some(Err("the call was abandoned".into())));
        }
        Pin::new(&mut self.body).poll_frame(context).map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn poll(body: &mut Gated<reqwest::Body>) -> Option<Result<Bytes, String>> {
        match Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Some(Ok(frame))) => Some(Ok(frame.into_data().expect("data"))),
            Poll::Ready(Some(Err(error))) => Some(Err(error.to_string())),
            _ => None,
        }
    }

    #[test]
    fn what_has_passed_cannot_be_shut() {
        let gate = Gate::default();
        let mut body = Gated::new(reqwest::Body::from("body"), gate.clone());
        assert_eq!(body.size_hint().exact(), Some(4));
        assert_eq!(poll(&mut body), Some(Ok(Bytes::from("body"))));
        assert!(!gate.shut());
        assert!(body.is_end_stream());
    }

    #[test]
    fn what_is_shut_lets_nothing_pass() {
        let gate = Gate::default();
        let mut body = Gated::new(reqwest::Body::from("body"), gate.clone());
        assert!(gate.shut());
        assert_eq!(poll(&mut body), Some(Err("the call was abandoned".to_owned())));
        assert!(gate.shut());
    }
}
