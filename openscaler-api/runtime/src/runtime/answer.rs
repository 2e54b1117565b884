//! A response whose body is not read yet, with the data of its call.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};

use super::call::Call;
use super::error::{Error, Unreadable};

/// The response that a generated operation receives: the status is known, the body is not read yet.
pub struct Answer<'a> {
    response: reqwest::Response,
    call: Call<'a>,
}

/// The beginning of a body, and why the rest is missing.
pub(super) struct Body {
    pub(super) bytes: Bytes,
    pub(super) end: Result<(), Unreadable>,
}

impl<'a> Answer<'a> {
    pub(super) fn new(response: reqwest::Response, call: Call<'a>) -> Self {
        Self { response, call }
    }

    /// The same as one that the document has with these statuses only.
    pub fn listed(mut self, statuses: &'static [u16]) -> Self {
        self.call.listed = statuses;
        self
    }

    /// Whether the document lists its status.
    pub(super) fn is_listed(&self) -> bool {
        let listed = self.call.listed;
        listed.is_empty() || listed.contains(&self.status().as_u16())
    }

    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    pub(super) fn take_headers(&mut self) -> HeaderMap {
        std::mem::take(self.response.headers_mut())
    }

    /// The server, and the proxy on the way.
    pub(super) fn url(&self) -> &Url {
        self.response.url()
    }

    pub(super) fn call(&self) -> &Call<'a> {
        &self.call
    }

    /// Ends the call as a success.
    pub(super) fn succeed(&mut self) {
        self.call.succeed(self.response.headers());
    }

    /// Ends the call as a failure.
    pub(super) fn fail(&mut self, error: &Error) {
        self.call.fail(error);
    }

    pub(super) fn into_parts(self) -> (reqwest::Response, Call<'a>) {
        (self.response, self.call)
    }

    /// Reads the body up to `limit` bytes; the bytes read so far are kept if that fails.
    ///
    /// The time limit of the whole call includes this.
    pub(super) async fn read(&mut self, limit: usize) -> Body {
        read(&mut self.response, limit).await
    }
}

async fn read(response: &mut reqwest::Response, limit: usize) -> Body {
    let first = match response.chunk().await {
        Ok(Some(first)) => first,
        Ok(None) => return Body { bytes: Bytes::new(), end: Ok(()) },
        Err(error) => return Body { bytes: Bytes::new(), end: Err(Unreadable::broken(&error)) },
    };
    // Most responses arrive in one piece, which is not copied.
    if first.len() <= limit {
        match response.chunk().await {
            Ok(None) => return Body { bytes: first, end: Ok(()) },
            Err(error) => return Body { bytes: first, end: Err(Unreadable::broken(&error)) },
            Ok(Some(second)) => {
                let mut bytes = Vec::with_capacity(first.len() + second.len().min(limit));
                bytes.extend_from_slice(&first);
                return read_rest(response, limit, bytes, second).await;
            }
        }
    }
    read_rest(response, limit, Vec::new(), first).await
}

async fn read_rest(response: &mut reqwest::Response, limit: usize, mut bytes: Vec<u8>, mut chunk: Bytes) -> Body {
    let end = loop {
        let room = limit - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            break Err(Unreadable::TooLong(limit));
        }
        chunk = match response.chunk().await {
            Ok(None) => break Ok(()),
            Err(error) => break Err(Unreadable::broken(&error)),
            Ok(Some(chunk)) => chunk,
        };
    };
    Body { bytes: bytes.into(), end }
}
