//! The header that carries the token.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::BearerToken;
use crate::runtime::Error;

/// The value of the `Authorization` header (RFC 6750, section 2.1), marked so that nothing in the HTTP stack prints it.
///
/// Its memory is shared by all its copies and wiped with the last.
pub(super) fn authorization(token: &BearerToken) -> Result<HeaderValue, Error> {
    let invalid = || Error::configuration("the token is empty or has a character that no header can hold");
    let token = token.expose_secret();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(invalid());
    }
    let mut value = Zeroizing::new(Vec::with_capacity("Bearer ".len() + token.len()));
    value.extend_from_slice(b"Bearer ");
    value.extend_from_slice(token.as_bytes());
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(value)).map_err(|_| invalid())?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_no_header_can_hold_is_an_error() {
        for token in ["", " ", "a b", "a\r\nX: y", "a\nb", "tok\u{e9}n", "\u{7f}", "\0"] {
            let error = authorization(&BearerToken::new(token)).expect_err("an error").to_string();
            assert_eq!(
                error,
                "the client cannot be built: the token is empty or has a character that no header can hold"
            );
        }
    }

    #[test]
    fn the_header_does_not_show_itself() {
        let header = authorization(&BearerToken::new("not-to-be-seen")).expect("a header");
        assert_eq!(header.as_bytes(), b"Bearer not-to-be-seen");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
