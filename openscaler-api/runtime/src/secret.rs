//! Secrets: wiped on drop and never printed.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroize;

/// What is printed instead of a secret.
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

/// Redacted as a whole: the type around it adds its name.
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
