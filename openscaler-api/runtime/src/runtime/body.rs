//! Serializes the body of a request.

use std::io;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Request};
use serde::Serialize;
use zeroize::Zeroize;

use super::error::Error;
use super::query::form;

/// The methods with which generated operations set a body.
pub trait RequestExt {
    /// A JSON body, wiped when the HTTP stack drops it: it may contain a private key.
    fn json_body<T: Serialize + ?Sized>(&mut self, body: &T) -> Result<(), Error>;

    /// A JSON body with another media type, such as `application/merge-patch+json`.
    fn json_body_as<T: Serialize + ?Sized>(&mut self, body: &T, media_type: &'static str) -> Result<(), Error>;

    /// A form body.
    fn form_urlencoded<T: Serialize + ?Sized>(&mut self, body: &T) -> Result<(), Error>;

    /// A form body; the fields in `deep` are serialized with brackets.
    fn form_urlencoded_deep<T: Serialize + ?Sized>(&mut self, body: &T, deep: &[&str]) -> Result<(), Error>;

    /// A body of the media type that the document or the caller gives.
    fn body_of(&mut self, media_type: &str, body: impl Into<Body>) -> Result<(), Error>;

    /// A body of parts; `media_type` is `multipart/form-data` or a relative.
    #[cfg(feature = "multipart")]
    fn multipart_body(&mut self, body: impl crate::multipart::IntoForm, media_type: &str) -> Result<(), Error>;
}

impl RequestExt for Request {
    fn json_body<T: Serialize + ?Sized>(&mut self, body: &T) -> Result<(), Error> {
        self.json_body_as(body, "application/json")
    }

    fn json_body_as<T: Serialize + ?Sized>(&mut self, body: &T, media_type: &'static str) -> Result<(), Error> {
        let json = to_json(body).map_err(|_| Error::unsendable("cannot serialize its body as JSON"))?;
        set_body(self, HeaderValue::from_static(media_type), Bytes::from_owner(json).into());
        Ok(())
    }

    fn form_urlencoded<T: Serialize + ?Sized>(&mut self, body: &T) -> Result<(), Error> {
        self.form_urlencoded_deep(body, &[])
    }

    fn form_urlencoded_deep<T: Serialize + ?Sized>(&mut self, body: &T, deep: &[&str]) -> Result<(), Error> {
        let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        set_body(self, media_type, form(body, deep)?.into());
        Ok(())
    }

    fn body_of(&mut self, media_type: &str, body: impl Into<Body>) -> Result<(), Error> {
        let media_type = HeaderValue::try_from(media_type)
            .map_err(|_| Error::unsendable("the media type of the body has a character that no header can hold"))?;
        set_body(self, media_type, body.into());
        Ok(())
    }

    #[cfg(feature = "multipart")]
    fn multipart_body(&mut self, body: impl crate::multipart::IntoForm, media_type: &str) -> Result<(), Error> {
        let (body, boundary) = body.into_form()?.into_body()?;
        self.body_of(&format!("{media_type}; boundary={boundary}"), body)
    }
}

fn set_body(request: &mut Request, media_type: HeaderValue, body: Body) {
    request.headers_mut().insert(CONTENT_TYPE, media_type);
    *request.body_mut() = Some(body);
}

/// The initial capacity, which suffices for most requests; a bundle takes a few more steps.
const CAPACITY: usize = 256;

fn to_json<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Wiped> {
    let mut json = Wiped(Vec::with_capacity(CAPACITY));
    serde_json::to_writer(&mut json, value)?;
    Ok(json)
}

/// A writer that leaves no unwiped copies behind, unlike a `Vec` that grows.
struct Wiped(Vec<u8>);

impl Wiped {
    #[cold]
    fn grow(&mut self, needed: usize) {
        let mut larger = Self(Vec::with_capacity(needed.max(self.0.capacity() * 4)));
        larger.0.extend_from_slice(&self.0);
        // The old buffer is wiped here.
        *self = larger;
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        // As a slice, which is wiped at once; a `Vec` byte by byte, and with the capacity that was never written to.
        self.0.as_mut_slice().zeroize();
    }
}

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        &self.0
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
            assert_eq!(json.as_ref(), serde_json::to_vec(&value).expect("JSON"));
        }
    }

    #[test]
    fn the_buffer_moves_only_by_being_copied() {
        let mut json = Wiped(Vec::with_capacity(4));
        for length in 0..100 {
            let capacity = json.0.capacity();
            json.write_all(&vec![b'x'; length]).expect("memory");
            // It grew in our own steps, never in those of `Vec`.
            let grown = json.0.capacity();
            assert!(grown == capacity || grown == json.0.len().max(capacity * 4), "{capacity} to {grown}");
        }
    }
}
