//! Writing a request's body.

use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use zeroize::Zeroizing;

use super::Error;

/// How generated operations write the bodies that reqwest would write otherwise.
pub(crate) trait RequestBuilderExt: Sized {
    /// A JSON body that is wiped when the HTTP stack lets go of it: it may hold a private key.
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;

    /// A form body.
    #[allow(dead_code)]
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error>;
}

impl RequestBuilderExt for RequestBuilder {
    fn json_body<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        let json = serde_json::to_vec(body).map_err(|_| Error::unsendable("its body cannot be written as JSON"))?;
        let json = Bytes::from_owner(Zeroizing::new(json));
        Ok(self.header(CONTENT_TYPE, HeaderValue::from_static("application/json")).body(json))
    }

    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Error> {
        Ok(self.form(body))
    }
}
