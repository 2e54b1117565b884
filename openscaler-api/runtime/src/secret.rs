//! Secrets: wiped on drop and never printed.

use std::fmt;
use std::hint::black_box;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use zeroize::{Zeroize, Zeroizing};

/// The replacement for a secret in `Debug`.
const REDACTED: &str = "REDACTED";

/// An OAuth access token.
///
/// It is sent as `Authorization: Bearer <token>` and is never printed: `Debug` prints `REDACTED`, there is no `Display`, and
/// the memory is wiped on drop.
///
/// ```
/// let token = openscaler_api::BearerToken::new("not-to-be-seen");
/// assert_eq!(format!("{token:?}"), "BearerToken(REDACTED)");
/// ```
#[derive(Clone)]
pub struct BearerToken(SecretString);

impl BearerToken {
    /// Takes the token, without `Bearer ` before it. Building a client checks it; [`parse`](str::parse) checks it at once.
    pub fn new(token: impl Into<String>) -> Self {
        Self(wiped_copy(token.into()))
    }

    #[doc(hidden)]
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("BearerToken").field(&format_args!("{REDACTED}")).finish()
    }
}

/// A user name and a password, for HTTP basic authentication (RFC 7617).
///
/// Some APIs take a key as one of the two, so neither is ever printed: `Debug` prints `REDACTED`, there is no `Display`, and
/// the memory is wiped on drop.
///
/// ```
/// let basic = openscaler_runtime::BasicAuth::new("user", "not-to-be-seen");
/// assert_eq!(format!("{basic:?}"), "BasicAuth(REDACTED)");
/// ```
#[derive(Clone)]
pub struct BasicAuth {
    user: SecretString,
    password: SecretString,
}

impl BasicAuth {
    /// Takes the user name and the password as they are. Building a client checks them.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self { user: wiped_copy(user.into()), password: wiped_copy(password.into()) }
    }

    pub(crate) fn user(&self) -> &str {
        self.user.expose_secret()
    }

    pub(crate) fn password(&self) -> &str {
        self.password.expose_secret()
    }
}

impl fmt::Debug for BasicAuth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("BasicAuth").field(&format_args!("{REDACTED}")).finish()
    }
}

/// An API key.
///
/// It is sent as the API's document says and is never printed: `Debug` prints `REDACTED`, there is no `Display`, and the
/// memory is wiped on drop.
///
/// ```
/// let key = openscaler_runtime::ApiKey::new("not-to-be-seen");
/// assert_eq!(format!("{key:?}"), "ApiKey(REDACTED)");
/// ```
#[derive(Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Takes the key as it is. Building a client checks it.
    pub fn new(key: impl Into<String>) -> Self {
        Self(wiped_copy(key.into()))
    }

    pub(crate) fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ApiKey").field(&format_args!("{REDACTED}")).finish()
    }
}

/// The string of a generated secret type.
///
/// A literal is part of the program and cannot be wiped; any other string is.
#[derive(Clone)]
pub enum SecretText {
    Literal(&'static str),
    Owned(SecretString),
}

impl SecretText {
    #[doc(hidden)]
    pub fn new(text: String) -> Self {
        Self::Owned(wiped_copy(text))
    }

    #[doc(hidden)]
    pub fn expose_secret(&self) -> &str {
        match self {
            Self::Literal(text) => text,
            Self::Owned(text) => text.expose_secret(),
        }
    }
}

/// In a time that depends on the lengths alone, so that a secret cannot be guessed piece by piece; the optimizer is asked
/// not to change that.
impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        let [one, other] = [self, other].map(|secret| secret.expose_secret().as_bytes());
        let difference =
            one.iter().zip(other).fold(0, |difference, (one, other)| black_box(difference | (one ^ other)));
        one.len() == other.len() && difference == 0
    }
}

impl Eq for SecretText {}

/// Redacted as a whole; the type around it adds its name.
impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}

/// Moves a string into memory of exactly its size and wipes the old memory.
///
/// `String::into_boxed_str` may move it to a smaller allocation and leave the old one unwiped.
fn wiped_copy(mut text: String) -> SecretString {
    let copy = SecretString::from(Box::<str>::from(text.as_str()));
    text.zeroize();
    copy
}

/// The value of a header that is a secret, which the HTTP stack does not print and does not index in HTTP/2 (RFC 7541, section 7.1.3).
///
/// All copies share its memory, which is wiped with the last one.
pub(crate) fn sensitive(value: Zeroizing<Vec<u8>>) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(value)).ok()?;
    value.set_sensitive(true);
    Some(value)
}
