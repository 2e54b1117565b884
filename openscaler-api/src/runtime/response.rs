//! A successful answer: its value, with the status and the headers that it came with.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::Error;
use super::error::{Unreadable, read_body};

/// The largest JSON answer that is read, in bytes.
const LIMIT: usize = 1024 * 1024;

/// The value of a successful answer; dereferences to it.
#[derive(Debug, Clone)]
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
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// Reads a JSON answer.
    pub(crate) async fn from_response(mut response: reqwest::Response) -> Result<Self, Error> {
        let body = read_body(&mut response, LIMIT).await;
        let json = |bytes: &[u8]| serde_json::from_slice(bytes).map_err(|error| Unreadable::json(&error, bytes));
        match body.end.and_then(|()| json(&body.bytes)) {
            Ok(value) => Ok(Self::new(value, response)),
            Err(why) => Err(Error::unreadable(why, response, body.bytes)),
        }
    }
}

#[allow(dead_code)]
impl ResponseValue<()> {
    /// An answer whose body says nothing.
    pub(crate) fn empty(response: reqwest::Response) -> Self {
        Self::new((), response)
    }
}

#[allow(dead_code)]
impl ResponseValue<ByteStream> {
    /// An answer that is not JSON, to be read as it comes.
    pub(crate) fn stream(mut response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        Self { value: ByteStream(Box::pin(response.bytes_stream())), status, headers }
    }
}

impl<T> ResponseValue<T> {
    fn new(value: T, mut response: reqwest::Response) -> Self {
        Self { value, status: response.status(), headers: std::mem::take(response.headers_mut()) }
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

/// The body of an answer that is not JSON, in the pieces in which it arrives.
pub struct ByteStream(Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>);

impl Stream for ByteStream {
    type Item = reqwest::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ByteStream").finish_non_exhaustive()
    }
}
