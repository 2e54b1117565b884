//! The bearer token, which is checked before anything else.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, header};
use ring::{hmac, rand};

use super::problem::Problem;

/// The accepted token, kept as a tag under a random key. Tags are compared in constant time, whatever the lengths, so that
/// neither timing nor memory reveals the token.
pub(super) struct Authenticator {
    key: hmac::Key,
    tag: Mutex<hmac::Tag>,
}

impl Authenticator {
    /// Fails if the system has no random numbers.
    pub(super) fn new(token: &str) -> Result<Self, ring::error::Unspecified> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &rand::SystemRandom::new())?;
        let tag = Mutex::new(hmac::sign(&key, token.as_bytes()));
        Ok(Self { key, tag })
    }

    /// Accepts only this token from now on.
    pub(super) fn accept(&self, token: &str) {
        *self.lock() = hmac::sign(&self.key, token.as_bytes());
    }

    fn lock(&self) -> MutexGuard<'_, hmac::Tag> {
        self.tag.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks that the headers contain the token once, with the scheme `Bearer` in any case (RFC 9110, section 11.1).
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let token = token(headers).ok_or_else(Problem::token_missing)?;
        let tag = *self.lock();
        hmac::verify(&self.key, token, tag.as_ref()).map_err(|_| Problem::token_wrong())
    }
}

/// The bearer token in the headers, if there is exactly one.
pub(super) fn token(headers: &HeaderMap) -> Option<&[u8]> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    bearer_token(value.as_bytes())
}

/// The token after the scheme `Bearer`.
fn bearer_token(value: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = value.split_at(value.iter().position(|&byte| byte == b' ')?);
    scheme.eq_ignore_ascii_case(b"bearer").then(|| token.trim_ascii())
}

/// A random token.
pub(super) fn random_token() -> Result<String, ring::error::Unspecified> {
    let bytes: [u8; 16] = rand::generate(&rand::SystemRandom::new())?.expose();
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether a token can be sent: RFC 6750 allows only these characters.
pub(super) fn is_sendable(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
}
