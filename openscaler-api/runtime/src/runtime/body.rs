//! Serializes the body of a request.

use std::io;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Request, RequestBuilder};
use serde::Serialize;
use zeroize::Zeroizing;

use super::error::Error;
use super::query::form;

/// The methods with which generated operations set a body, instead of reqwest's.
pub trait RequestBuilderExt: Sized {
    /// A JSON body, wiped when the HTTP stack drops it: it may contain a private key.
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;

    /// A JSON body with another media type, such as `application/merge-patch+json`.
    fn json_body_as<T: Serialize + ?Sized>(self, body: &T, media_type: &'static str) -> Result<Self, Error>;

    /// The request; returns our error, so that reqwest's is not part of the public API.
    fn build_request(self) -> Result<Request, Error>;

    /// A form body.
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;

    /// A form body; the fields in `deep` are serialized with brackets.
    fn form_urlencoded_deep<T: Serialize + ?Sized>(self, body: &T, deep: &[&str]) -> Result<Self, Error>;

    /// A body of the media type that the caller gives.
    fn body_of(self, media_type: &str, body: impl Into<reqwest::Body>) -> Result<Self, Error>;

    /// A body of parts; `media_type` is `multipart/form-data` or a relative.
    #[cfg(feature = "multipart")]
    fn multipart_body(self, body: impl crate::multipart::IntoForm, media_type: &str) -> Result<Self, Error>;
}

impl RequestBuilderExt for RequestBuilder {
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        self.json_body_as(body, "application/json")
    }

    fn json_body_as<T: Serialize + ?Sized>(self, body: &T, media_type: &'static str) -> Result<Self, Error> {
        let json = to_json(body).map_err(|_| Error::unsendable("cannot serialize its body as JSON"))?;
        let json = Bytes::from_owner(json);
        Ok(self.header(CONTENT_TYPE, HeaderValue::from_static(media_type)).body(json))
    }

    fn build_request(self) -> Result<Request, Error> {
        self.build().map_err(|error| Error::unbuilt(&error))
    }

    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        self.form_urlencoded_deep(body, &[])
    }

    fn form_urlencoded_deep<T: Serialize + ?Sized>(self, body: &T, deep: &[&str]) -> Result<Self, Error> {
        let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        Ok(self.header(CONTENT_TYPE, media_type).body(form(body, deep)?))
    }

    fn body_of(self, media_type: &str, body: impl Into<reqwest::Body>) -> Result<Self, Error> {
        let media_type = HeaderValue::try_from(media_type)
            .map_err(|_| Error::unsendable("the media type of the body has a character that no header can hold"))?;
        Ok(self.header(CONTENT_TYPE, media_type).body(body))
    }

    #[cfg(feature = "multipart")]
    fn multipart_body(self, body: impl crate::multipart::IntoForm, media_type: &str) -> Result<Self, Error> {
        let (body, boundary) = body.into_form()?.into_body()?;
        Ok(self.header(CONTENT_TYPE, format!("{media_type}; boundary={boundary}")).body(body))
    }
}

/// The initial capacity, which suffices for most requests; a bundle takes a few more steps.
const CAPACITY: usize = 256;

/// A writer that leaves no unwiped copies behind, unlike a `Vec` that grows.
fn to_json<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Zeroizing<Vec<u8>>> {
    let mut json = Wiped(Zeroizing::new(Vec::with_capacity(CAPACITY)));
    serde_json::to_writer(&mut json, value)?;
    Ok(json.0)
}

struct Wiped(Zeroizing<Vec<u8>>);

impl Wiped {
    #[cold]
    fn grow(&mut self, needed: usize) {
        let mut larger = Zeroizing::new(Vec::with_capacity(needed.max(self.0.capacity() * 4)));
        larger.extend_from_slice(&self.0);
        // The old buffer is wiped here.
        self.0 = larger;
    }
}

// serde_json writes each quote separately.
impl io::Write for Wiped {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            self.grow(needed);
        }
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_is_written_is_the_json() {
        for length in [0, 1, 200, 10_000] {
            let value = serde_json::json!({"name": "a\n\u{e9}", "list": [1, 2.5, null], "text": "x".repeat(length)});
            let json = to_json(&value).expect("JSON");
            assert_eq!(*json, serde_json::to_vec(&value).expect("JSON"));
        }
    }

    #[test]
    fn the_buffer_moves_only_by_being_copied() {
        let mut json = Wiped(Zeroizing::new(Vec::with_capacity(4)));
        for length in 0..100 {
            let capacity = json.0.capacity();
            json.write_all(&vec![b'x'; length]).expect("memory");
            // It grew in our own steps, never in those of `Vec`.
            let grown = json.0.capacity();
            assert!(grown == capacity || grown == json.0.len().max(capacity * 4), "{capacity} to {grown}");
        }
    }
}
