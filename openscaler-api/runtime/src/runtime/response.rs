//! A successful response: its value, status and headers.

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
use serde_json::Value;

use super::answer::Answer;
use super::call::Call;
use super::departure::{self, Departure};
use super::error::{Error, Unreadable};
use super::said::request_id_header;
use super::text::without_byte_order_mark;
use crate::shape::Shape;

/// A successful answer: its value, to which it dereferences, with its status and headers.
#[derive(Clone)]
pub struct ResponseValue<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    is_documented: bool,
    departures: Vec<Departure>,
}

impl<T> ResponseValue<T> {
    /// A response as a test makes one.
    ///
    /// ```
    /// use openscaler_api::ResponseValue;
    /// use openscaler_api::http::{HeaderMap, StatusCode};
    /// use openscaler_api::types::{Certificate, CertificateType};
    ///
    /// let mut certificate = Certificate::new("my-cert", CertificateType::Upload);
    /// certificate.not_after = Some("2026-04-01T00:00:00Z".into());
    /// let response = ResponseValue::new(certificate, StatusCode::CREATED, HeaderMap::new());
    /// assert_eq!(response.name, "my-cert");
    /// ```
    pub fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { value, status, headers, is_documented: true, departures: Vec::new() }
    }

    /// The same answer with another value.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> ResponseValue<U> {
        let Self { value, status, headers, is_documented, departures } = self;
        ResponseValue { value: convert(value), status, headers, is_documented, departures }
    }

    /// The value, the status and the headers.
    pub fn into_parts(self) -> (T, StatusCode, HeaderMap) {
        (self.value, self.status, self.headers)
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id of the request in the server's logs, if the answer has one in a header such as `X-Request-Id` or
    /// `traceparent`.
    pub fn request_id(&self) -> Option<&str> {
        request_id_header(&self.headers)
    }

    /// Whether the API's document lists the status; a success that it does not list is read as the others.
    pub fn is_documented(&self) -> bool {
        self.is_documented
    }

    /// The properties that are not as the API's document says, and so are left out; mostly none. Of one that is given more
    /// than once, the first value is read.
    ///
    /// Only optional properties are left out, each with everything in it. If something that is required is not as the
    /// document says, the nearest optional property around it is left out, or else the call fails with an error that
    /// names it.
    pub fn departures(&self) -> &[Departure] {
        &self.departures
    }

    /// The value that was read from an answer, which ends its call.
    fn of_answer(value: T, mut answer: Answer<'_>, departures: Vec<Departure>) -> Self {
        answer.succeed();
        let is_documented = answer.is_listed();
        Self { value, status: answer.status(), headers: answer.take_headers(), is_documented, departures }
    }

    /// What a call found that looks for something: `None` if the API says that there is nothing.
    #[doc(hidden)]
    pub fn found(result: Result<Self, Error>) -> Result<Option<Self>, Error> {
        match result {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// Reads a JSON response, whose type has the table `shape`.
    #[doc(hidden)]
    pub async fn from_response(mut answer: Answer<'_>, shape: &'static Shape) -> Result<Self, Error> {
        let body = answer.read(answer.call().max_response_size()).await;
        let is_listed = answer.is_listed();
        let json = |bytes: &[u8]| {
            // An unlisted status may have no body: it is read as null.
            let text = if bytes.is_empty() && !is_listed { b"null" } else { without_byte_order_mark(bytes) };
            departure::read(text, shape).map_err(|why| if bytes.is_empty() { Unreadable::Empty } else { why })
        };
        match body.end.and_then(|()| json(&body.bytes)) {
            Ok((value, departures)) => {
                let departures = redacted(departures, answer.call());
                Ok(Self::of_answer(value, answer, departures))
            }
            Err(why) => {
                let why = if is_listed { why } else { Unreadable::Unlisted(Box::new(why)) };
                Err(Error::unreadable(why, answer, body.bytes))
            }
        }
    }
}

/// Without the secrets of the call, which are collected only if there is something to redact.
fn redacted(departures: Vec<Departure>, call: &Call<'_>) -> Vec<Departure> {
    if departures.is_empty() {
        return departures;
    }
    let secrets = call.secrets();
    departures.into_iter().map(|departure| departure.redacted(&secrets)).collect()
}

impl ResponseValue<Value> {
    /// Reads a success that the document does not list: JSON if it is that, else text.
    #[doc(hidden)]
    pub async fn unlisted(mut answer: Answer<'_>) -> Result<Self, Error> {
        let body = answer.read(answer.call().max_response_size()).await;
        if let Err(why) = body.end {
            return Err(Error::unreadable(Unreadable::Unlisted(Box::new(why)), answer, body.bytes));
        }
        let value = match serde_json::from_slice(without_byte_order_mark(&body.bytes)) {
            Ok(value) => value,
            Err(_) if body.bytes.is_empty() => Value::Null,
            Err(_) => Value::String(String::from_utf8_lossy(&body.bytes).into_owned()),
        };
        Ok(Self::of_answer(value, answer, Vec::new()))
    }
}

impl<T> ResponseValue<Option<T>> {
    /// A success without a body, where others have one.
    #[doc(hidden)]
    pub fn absent(answer: Answer<'_>) -> Self {
        Self::of_answer(None, answer, Vec::new())
    }
}
impl ResponseValue<()> {
    /// A response without a body.
    #[doc(hidden)]
    pub fn empty(answer: Answer<'_>) -> Self {
        Self::of_answer((), answer, Vec::new())
    }
}
impl ResponseValue<ByteStream> {
    /// A response that is not JSON, as a stream.
    #[doc(hidden)]
    pub fn stream(answer: Answer<'_>) -> Self {
        let is_documented = answer.is_listed();
        let (response, call) = answer.into_parts();
        let (status, headers, url) = (response.status(), response.headers().clone(), response.url().clone());
        let rest = Rest { call: call.into_owned(), url, status, headers: headers.clone() };
        let value = ByteStream { body: reqwest::Body::from(response), rest: Some(Box::new(rest)) };
        Self { value, status, headers, is_documented, departures: Vec::new() }
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

/// It omits the headers, which may repeat parts of the request.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, status, .. } = self;
        formatter.debug_struct("ResponseValue").field("value", value).field("status", status).finish_non_exhaustive()
    }
}

/// The body of an answer that is not JSON, as a stream of chunks.
///
/// It is not buffered, and limited only by the time-out of the call. A body that breaks off ends in an [`Error`]
/// whose outcome is [`Succeeded`](crate::Outcome::Succeeded) if the document lists the status.
pub struct ByteStream {
    body: reqwest::Body,
    /// The call, which lasts until the end of the body.
    rest: Option<Box<Rest>>,
}

/// The call's event, emitted when the body ends.
struct Rest {
    call: Call<'static>,
    url: Url,
    status: StatusCode,
    headers: HeaderMap,
}

impl ByteStream {
    /// How much of the body may be one value, in bytes.
    #[cfg(feature = "events")]
    pub(crate) fn max_value_size(&self) -> usize {
        self.rest.as_ref().map_or(0, |rest| rest.call.max_response_size())
    }

    /// Ends a body with a value of more than `most` bytes.
    #[cfg(feature = "events")]
    pub(crate) fn refuse_longer(&mut self, most: usize) -> Option<Error> {
        self.rest.take().and_then(|rest| rest.end(Err(Unreadable::TooLong(most))))
    }
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
                    // Trailers, which the document does not describe.
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
