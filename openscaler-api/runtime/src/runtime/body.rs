//! Writing a request's body.

use std::io;

use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use zeroize::Zeroizing;

use super::Error;

/// How generated operations write the bodies that reqwest would write otherwise.
pub trait RequestBuilderExt: Sized {
    /// A JSON body that is wiped when the HTTP stack lets go of it: it may hold a private key.
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;

    /// A form body.
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;
}

impl RequestBuilderExt for RequestBuilder {
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        let json = to_json(body).map_err(|_| Error::unsendable("its body cannot be written as JSON"))?;
        let json = Bytes::from_owner(json);
        Ok(self.header(CONTENT_TYPE, HeaderValue::from_static("application/json")).body(json))
    }

    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        Ok(self.form(body))
    }
}

/// Writes into a buffer of exactly the right size: one that grows leaves copies behind where nobody wipes them.
fn to_json<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Zeroizing<Vec<u8>>> {
    let mut size = Size(0);
    serde_json::to_writer(&mut size, value)?;
    let mut json = Zeroizing::new(Vec::with_capacity(size.0));
    serde_json::to_writer(&mut *json, value)?;
    Ok(json)
}

/// Counts what is written.
struct Size(usize);

impl io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buffer_never_grows() {
        let value = serde_json::json!({"name": "a\n\u{e9}", "list": [1, 2.5, null], "text": "x".repeat(10_000)});
        let json = to_json(&value).expect("JSON");
        assert_eq!(*json, serde_json::to_vec(&value).expect("JSON"));
        assert_eq!(json.capacity(), json.len());
    }
}
