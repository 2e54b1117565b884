//! The token: its check, and the header that carries it.

use std::str::FromStr;

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::secret::{BearerToken, sensitive};

/// Why a string is not a token. It names common mistakes with files and environment variables.
///
/// It contains no part of the string.
///
/// ```
/// use openscaler_api::BearerToken;
///
/// let error = "Bearer abc".parse::<BearerToken>().unwrap_err();
/// assert_eq!(error.to_string(), "the token begins with `Bearer`, which the client adds: remove it");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct InvalidToken(Fault);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Fault {
    #[error("the token is empty: check the variable or the file that it comes from")]
    Empty,
    #[error("the token begins or ends with white space, such as the line break at the end of a file: trim it")]
    WhiteSpace,
    #[error("the token is in quotes: remove the quotes")]
    Quotes,
    #[error("the token begins with `Bearer`, which the client adds: remove it")]
    Scheme,
    #[error("invalid character in the token, such as a space or a line break: expected visible ASCII only")]
    Character,
}

/// What people put around a text in a file or a shell, or a word processor for them.
pub(crate) const QUOTES: [char; 7] = ['"', '\'', '`', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];

/// The scheme of RFC 6750, section 2.1, before the token.
const SCHEME: &str = "Bearer ";

fn check(token: &str) -> Result<(), Fault> {
    let begins_with_scheme = token.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME));
    if token.trim().is_empty() {
        Err(Fault::Empty)
    } else if token.trim() != token {
        Err(Fault::WhiteSpace)
    } else if token.starts_with(QUOTES) || token.ends_with(QUOTES) {
        Err(Fault::Quotes)
    } else if begins_with_scheme || token.eq_ignore_ascii_case(SCHEME.trim_end()) {
        Err(Fault::Scheme)
    } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        Err(Fault::Character)
    } else {
        Ok(())
    }
}

/// Checks the token immediately, before a client is built.
///
/// ```
/// use openscaler_api::BearerToken;
///
/// let token: BearerToken = "an-access-token".parse()?;
/// assert!("'an-access-token'".parse::<BearerToken>().is_err());
/// # Ok::<_, openscaler_api::InvalidToken>(())
/// ```
impl FromStr for BearerToken {
    type Err = InvalidToken;

    fn from_str(token: &str) -> Result<Self, InvalidToken> {
        check(token).map_err(InvalidToken)?;
        Ok(Self::new(token))
    }
}

/// The value of the `Authorization` header (RFC 6750, section 2.1).
pub fn authorization(token: &BearerToken) -> Result<HeaderValue, InvalidToken> {
    let token = token.expose_secret();
    check(token).map_err(InvalidToken)?;
    let mut value = Zeroizing::new(Vec::with_capacity(SCHEME.len() + token.len()));
    value.extend_from_slice(SCHEME.as_bytes());
    value.extend_from_slice(token.as_bytes());
    sensitive(value).ok_or(InvalidToken(Fault::Character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_token_is_refused_with_what_to_do() {
        for (token, advice) in [
            ("", "check the variable"),
            (" \n", "check the variable"),
            ("secret\n", "trim it"),
            ("\tsecret", "trim it"),
            ("secret\r\n", "trim it"),
            ("\"secret\"", "remove the quotes"),
            ("'secret'", "remove the quotes"),
            ("\u{201c}secret\u{201d}", "remove the quotes"),
            ("secret\"", "remove the quotes"),
            ("Bearer secret", "remove it"),
            ("bearer  secret", "remove it"),
            ("Bearer", "remove it"),
            ("sec ret", "visible ASCII"),
            ("sec\r\nX: ret", "visible ASCII"),
            ("s\u{e9}cret", "visible ASCII"),
            ("\u{7f}", "visible ASCII"),
            ("\0", "visible ASCII"),
        ] {
            let error = authorization(&BearerToken::new(token)).expect_err(token);
            assert!(error.to_string().contains(advice), "{token:?}: {error}");
            assert!(!format!("{error} {error:?}").contains("ret"), "{token:?}: {error:?}");
            assert_eq!(token.parse::<BearerToken>().expect_err(token), error);
        }
    }

    #[test]
    fn the_header_does_not_show_itself() {
        let token: BearerToken = "not-to-be-seen".parse().expect("a token");
        let header = authorization(&token).expect("a header");
        assert_eq!(header.as_bytes(), b"Bearer not-to-be-seen");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
