//! A successful answer: its value, with the status and the headers that it came with.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};
use serde::de::DeserializeOwned;

use super::call::Call;
use super::error::Unreadable;
use super::said::request_id_header;
use super::{Answer, Error};

/// The value of a successful answer; dereferences to it.
#[derive(Clone)]
pub struct ResponseValue<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ResponseValue<T> {
    /// The value without what came with it.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The name under which the server's log knows the request, if the answer has one: in a header such as
    /// `X-Request-Id` or `traceparent`.
    pub fn request_id(&self) -> Option<&str> {
        request_id_header(&self.headers)
    }

    fn new(value: T, mut answer: Answer<'_>) -> Self {
        answer.succeed();
        Self { value, status: answer.status(), headers: answer.take_headers() }
    }
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// Reads a JSON answer.
    #[doc(hidden)]
    pub async fn from_response(mut answer: Answer<'_>) -> Result<Self, Error> {
        let body = answer.read(answer.call().max_response_size()).await;
        let json = |bytes: &[u8]| serde_json::from_slice(bytes).map_err(|error| Unreadable::json(&error, bytes));
        match body.end.and_then(|()| json(&body.bytes)) {
            Ok(value) => Ok(Self::new(value, answer)),
            Err(why) => Err(Error::unreadable(why, answer, body.bytes)),
        }
    }
}
impl<T> ResponseValue<Option<T>> {
    /// A success that has no body where others have one.
    #[doc(hidden)]
    pub fn absent(answer: Answer<'_>) -> Self {
        Self::new(None, answer)
    }
}
impl ResponseValue<()> {
    /// An answer whose body says nothing.
    #[doc(hidden)]
    pub fn empty(answer: Answer<'_>) -> Self {
        Self::new((), answer)
    }
}
impl ResponseValue<ByteStream> {
    /// An answer that is not JSON, to be read as it comes.
    #[doc(hidden)]
    pub fn stream(answer: Answer<'_>) -> Self {
        let (response, call) = answer.into_parts();
        let (status, headers, url) = (response.status(), response.headers().clone(), response.url().clone());
        let rest = Rest { call: call.into_owned(), url, status, headers: headers.clone() };
        let value = ByteStream { body: reqwest::Body::from(response), rest: Some(Box::new(rest)) };
        Self { value, status, headers }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Without the headers, into which a server may have put anything.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, status, .. } = self;
        formatter.debug_struct("ResponseValue").field("value", value).field("status", status).finish_non_exhaustive()
    }
}

/// The body of an answer that is not JSON, in the pieces in which it arrives.
///
/// It is not buffered and has no bound but the time for the whole call. A body that breaks off ends in an [`Error`]
/// whose outcome is [`Succeeded`](crate::Outcome::Succeeded).
pub struct ByteStream {
    body: reqwest::Body,
    /// The call lasts until the end of the body.
    rest: Option<Box<Rest>>,
}

/// What is told when the body ends.
struct Rest {
    call: Call<'static>,
    url: Url,
    status: StatusCode,
    headers: HeaderMap,
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.rest.is_none() {
                return Poll::Ready(None);
            }
            let end = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => return Poll::Ready(Some(Ok(bytes))),
                    // Trailers, of which the document says nothing.
                    Err(_) => continue,
                },
                Some(Err(error)) => Err(Unreadable::broken(&error)),
                None => Ok(()),
            };
            return Poll::Ready(self.rest.take().and_then(|rest| rest.end(end)).map(Err));
        }
    }
}

impl Rest {
    fn end(mut self, end: Result<(), Unreadable>) -> Option<Error> {
        match end {
            Ok(()) => {
                self.call.succeed(&self.headers);
                None
            }
            Err(why) => Some(Error::broken_stream(why, &mut self.call, &self.url, self.status, self.headers)),
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ByteStream").finish_non_exhaustive()
    }
}
