//! The client: where the API is, the token that opens it, and how a request is sent.

mod builder;
mod tls;

use std::fmt;

use reqwest::header::{AUTHORIZATION, HeaderValue};

pub use builder::ClientBuilder;
// The generated code names one of them: whether the API asks for a token is for the document to say.
#[allow(unused_imports)]
pub(crate) use builder::{TokenMissing, TokenOptional};

use crate::runtime::{Error, OperationInfo, check_segments};
use crate::{BearerToken, generated};

/// A client of the API, with one method for each operation.
///
/// It is cheap to clone: clones share their connections.
///
/// ```no_run
/// # async fn example() -> Result<(), openscaler_api::Error> {
/// use openscaler_api::{BearerToken, Client};
///
/// let client = Client::builder().token(BearerToken::new("…")).build()?;
/// # Ok(())
/// # }
/// ```
///
/// Without a token it does not compile:
///
/// ```compile_fail,E0277
/// # use openscaler_api::Client;
/// let client = Client::builder().build();
/// ```
#[derive(Clone)]
pub struct Client {
    /// Without a slash at its end: the operations add their paths to it.
    pub(crate) baseurl: String,
    /// The path of `baseurl`.
    base_path: String,
    pub(crate) client: reqwest::Client,
    authorization: Option<HeaderValue>,
}

impl Client {
    /// Starts a client; `.token(..)` has to be called before `.build()` if the API asks for one.
    pub fn builder() -> ClientBuilder<generated::InitialToken> {
        ClientBuilder::new(generated::BASE_URL)
    }

    /// Sends what an operation has put together.
    pub(crate) async fn send(
        &self,
        mut request: reqwest::Request,
        operation: OperationInfo,
    ) -> Result<reqwest::Response, Error> {
        check_segments(request.url(), &self.base_path, operation.path)?;
        if let (true, Some(authorization)) = (operation.authenticated, &self.authorization) {
            request.headers_mut().insert(AUTHORIZATION, authorization.clone());
        }
        Ok(self.client.execute(request).await?)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.baseurl).finish_non_exhaustive()
    }
}

/// The value of the `Authorization` header, marked so that nothing in the HTTP stack prints it.
fn authorization(token: &BearerToken) -> Result<HeaderValue, Error> {
    let invalid = || Error::configuration("the token is empty or has a character that no header can hold");
    let token = token.expose_secret();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(invalid());
    }
    let header = zeroize::Zeroizing::new(format!("Bearer {token}"));
    let mut header = HeaderValue::from_str(&header).map_err(|_| invalid())?;
    header.set_sensitive(true);
    Ok(header)
}
