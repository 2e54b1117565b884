//! The header that carries the token.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::BearerToken;
use crate::runtime::Error;

/// The value of the `Authorization` header (RFC 6750, section 2.1), marked so that nothing in the HTTP stack prints it.
///
/// Its memory is shared by all its copies and wiped with the last.
pub fn authorization(token: &BearerToken) -> Result<HeaderValue, Error> {
    let token = token.expose_secret();
    if let Some(reason) = fault(token) {
        return Err(Error::configuration(reason));
    }
    let mut value = Zeroizing::new(Vec::with_capacity("Bearer ".len() + token.len()));
    value.extend_from_slice(b"Bearer ");
    value.extend_from_slice(token.as_bytes());
    let mut value =
        HeaderValue::from_maybe_shared(Bytes::from_owner(value)).map_err(|_| Error::configuration(UNSENDABLE))?;
    value.set_sensitive(true);
    Ok(value)
}

const UNSENDABLE: &str = "the token has a character that no token has; only visible ASCII characters can be sent";

/// What keeps a token from being one, by the mistakes that people make with files and environments.
fn fault(token: &str) -> Option<&'static str> {
    if token.is_empty() {
        Some("the token is empty")
    } else if token.trim().is_empty() || token.trim() != token {
        Some("the token begins or ends in white space, such as the line break at the end of a file; trim it")
    } else if token.len() > 7 && token.is_char_boundary(7) && token[..7].eq_ignore_ascii_case("bearer ") {
        Some("the token begins with `Bearer`, which the client adds; give what comes after it")
    } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        Some(UNSENDABLE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_no_header_can_hold_is_an_error() {
        for (token, reason) in [
            ("", "is empty"),
            (" ", "white space"),
            ("secret\n", "trim it"),
            ("secret\r\n", "trim it"),
            ("Bearer secret", "which the client adds"),
            ("a b", UNSENDABLE),
            ("a\r\nX: y", UNSENDABLE),
            ("tok\u{e9}n", UNSENDABLE),
            ("\u{7f}", UNSENDABLE),
            ("\0", UNSENDABLE),
        ] {
            let error = authorization(&BearerToken::new(token)).expect_err("an error").to_string();
            assert!(error.contains(reason) && !error.contains("secret"), "{token:?}: {error}");
        }
    }

    #[test]
    fn the_header_does_not_show_itself() {
        let header = authorization(&BearerToken::new("not-to-be-seen")).expect("a header");
        assert_eq!(header.as_bytes(), b"Bearer not-to-be-seen");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
