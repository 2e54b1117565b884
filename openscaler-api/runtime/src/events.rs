//! Answers of `text/event-stream` (HTML, "Server-sent events"): events as they arrive.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use sse_stream::{Sse, SseByteStream};

use crate::runtime::{ByteStream, Error, ResponseValue};

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The data as the document describes it, else as it arrived: some servers end a stream with `[DONE]`.
    pub data: Result<T, String>,
    /// The type of the event; defaults to `message`.
    pub event: String,
    /// The id of the last event that had one: what `Last-Event-ID` says when the client connects again.
    pub id: Option<String>,
    /// How long the server asks to wait before the client connects again, if it has said so until now.
    pub retry: Option<Duration>,
}

/// The events of an answer.
///
/// The stream lasts as long as the server goes on, but no longer than the time for the whole call: see
/// `Client::with_timeout`. It does not connect again. To do so, wait for [`retry`](Self::retry) and call the operation
/// with the header `Last-Event-ID`: `client.with_header("last-event-id", id)`.
///
/// An event that is longer than the largest answer that the client reads ends the stream with an error.
pub struct EventStream<T> {
    events: SseByteStream<Feed>,
    /// How many bytes have been read since the last event.
    pending: Arc<AtomicUsize>,
    read: fn(String) -> Result<T, String>,
    status: StatusCode,
    id: Option<String>,
    retry: Option<Duration>,
}

/// Events whose data is JSON.
#[doc(hidden)]
pub fn json<T: DeserializeOwned>(answer: ResponseValue<ByteStream>) -> ResponseValue<EventStream<T>> {
    let status = answer.status();
    answer.map(|body| EventStream::new(body, status, |data| serde_json::from_str(&data).map_err(|_| data)))
}

/// Events whose data is text.
#[doc(hidden)]
pub fn text(answer: ResponseValue<ByteStream>) -> ResponseValue<EventStream<String>> {
    let status = answer.status();
    answer.map(|body| EventStream::new(body, status, Ok))
}

impl<T> EventStream<T> {
    fn new(body: ByteStream, status: StatusCode, read: fn(String) -> Result<T, String>) -> Self {
        let pending = Arc::new(AtomicUsize::new(0));
        let feed = Feed { most: body.max_value_size(), body, pending: Arc::clone(&pending) };
        Self { events: SseByteStream::new(feed), pending, read, status, id: None, retry: None }
    }

    /// The id of the last event that had one.
    pub fn last_event_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// How long the server asks to wait before the client connects again, if it has said so.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The event that a block is; `None` if it only says something of those that follow.
    fn event(&mut self, block: Sse) -> Option<Event<T>> {
        // An empty id resets it.
        if let Some(id) = block.id {
            self.id = Some(id).filter(|id| !id.is_empty());
        }
        self.retry = block.retry.map(Duration::from_millis).or(self.retry);
        let data = (self.read)(block.data?);
        let event = block.event.filter(|event| !event.is_empty()).unwrap_or_else(|| "message".to_owned());
        Some(Event { data, event, id: self.id.clone(), retry: self.retry })
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let block = match ready!(Pin::new(&mut self.events).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Ok(block)) => block,
                Some(Err(error)) => return Poll::Ready(Some(Err(into_error(error, self.status)))),
            };
            self.pending.store(0, Ordering::Relaxed);
            if let Some(event) = self.event(block) {
                return Poll::Ready(Some(Ok(event)));
            }
        }
    }
}

/// Ours if the body ended in one; else an event could not be read.
fn into_error(error: sse_stream::Error, status: StatusCode) -> Error {
    let ours = match error {
        sse_stream::Error::Body(error) => error.downcast().ok(),
        _ => None,
    };
    ours.map_or_else(|| Error::unreadable_event(status), |error| *error)
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EventStream").field("id", &self.id).field("retry", &self.retry).finish_non_exhaustive()
    }
}

/// The bytes of the events; an event without end is an error.
struct Feed {
    body: ByteStream,
    most: usize,
    pending: Arc<AtomicUsize>,
}

impl Stream for Feed {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(Pin::new(&mut self.body).poll_next(context));
        if let Some(Ok(bytes)) = &next {
            let pending = self.pending.fetch_add(bytes.len(), Ordering::Relaxed);
            // What came before is none of this event if it ended in the same piece.
            if pending > self.most {
                let most = self.most;
                return Poll::Ready(self.body.refuse_longer(most).map(Err));
            }
        }
        Poll::Ready(next)
    }
}
