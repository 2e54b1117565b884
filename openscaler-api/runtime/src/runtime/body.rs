//! Writing a request's body.

use std::io;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Request, RequestBuilder};
use serde::Serialize;
use zeroize::Zeroizing;

use super::Error;
use super::query::form;

/// How generated operations write the bodies that reqwest would write otherwise.
pub trait RequestBuilderExt: Sized {
    /// A JSON body that is wiped when the HTTP stack lets go of it: it may hold a private key.
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;

    /// The same of another media type, such as `application/merge-patch+json`.
    fn json_body_as<T: Serialize + ?Sized>(self, body: &T, media_type: &'static str) -> Result<Self, Error>;

    /// The request; an error is ours, so that reqwest's is not part of the interface.
    fn build_request(self) -> Result<Request, Error>;

    /// A form body.
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;

    /// A form body; the fields in `deep` are written with brackets.
    fn form_urlencoded_deep<T: Serialize + ?Sized>(self, body: &T, deep: &[&str]) -> Result<Self, Error>;
}

impl RequestBuilderExt for RequestBuilder {
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        self.json_body_as(body, "application/json")
    }

    fn json_body_as<T: Serialize + ?Sized>(self, body: &T, media_type: &'static str) -> Result<Self, Error> {
        let json = to_json(body).map_err(|_| Error::unsendable("its body cannot be written as JSON"))?;
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
        Ok(self.form(&form(body, deep)?))
    }
}

/// What most requests fit into; a bundle takes a few steps more.
const CAPACITY: usize = 256;

/// Writes into memory of which no unwiped copy stays behind: a `Vec` that grows would leave them.
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
        // What was there until now is wiped here.
        self.0 = larger;
    }
}

// serde_json writes each quote by itself.
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
            // It has grown by our own steps, never by those of `Vec`.
            let grown = json.0.capacity();
            assert!(grown == capacity || grown == json.0.len().max(capacity * 4), "{capacity} to {grown}");
        }
    }
}
