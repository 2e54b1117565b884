//! The bearer token: 401 before anything else is looked at.

use axum::http::{HeaderMap, header};
use ring::{hmac, rand};

use super::problem::Problem;

/// The one accepted token, kept as a tag: what is compared are tags under a random key, in constant time and whatever
/// the lengths, so neither time nor memory gives the token away.
pub(super) struct Authenticator {
    key: hmac::Key,
    tag: hmac::Tag,
}

impl Authenticator {
    /// Fails when the system has no random numbers.
    pub(super) fn new(token: &str) -> Result<Self, ring::error::Unspecified> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &rand::SystemRandom::new())?;
        let tag = hmac::sign(&key, token.as_bytes());
        Ok(Self { key, tag })
    }

    /// Passes when the headers hold the token, once and with the scheme `Bearer` (in any case, RFC 9110 section 11.1).
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let mut values = headers.get_all(header::AUTHORIZATION).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return Err(Problem::token_missing());
        };
        let token = bearer_token(value.as_bytes()).ok_or_else(Problem::token_missing)?;
        hmac::verify(&self.key, token, self.tag.as_ref()).map_err(|_| Problem::token_wrong())
    }
}

/// What follows the scheme `Bearer`.
fn bearer_token(value: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = value.split_at(value.iter().position(|&byte| byte == b' ')?);
    scheme.eq_ignore_ascii_case(b"bearer").then(|| token.trim_ascii())
}

/// Whether a token can be sent at all: RFC 6750 allows these characters, and no others survive every client.
pub(super) fn is_sendable(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
}
