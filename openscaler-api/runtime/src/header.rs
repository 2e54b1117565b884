//! Headers with a secret value: the token's, and those that a caller adds to each call.

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use zeroize::Zeroizing;

use crate::ConfigurationError;

/// A value that the HTTP stack does not print (RFC 7541, section 7.1.3, has it kept out of HTTP/2's tables, too).
///
/// Its memory is shared by all its copies and wiped with the last.
pub(crate) fn sensitive(value: Zeroizing<Vec<u8>>) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(value)).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Adds a header to `headers`, in the place of an earlier one of the same name.
pub fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), ConfigurationError> {
    let wrong = |message: String| ConfigurationError::new("with_header", message);
    // Not quoted: somebody may have swapped name and value.
    let parsed = HeaderName::from_bytes(name.as_bytes());
    let name = parsed.map_err(|_| wrong("the header's name is invalid: expected one such as `x-tenant`".to_owned()))?;
    if let Some(advice) = advice(&name) {
        return Err(wrong(format!("the header `{name}` is set by the client: {advice}")));
    }
    let value = sensitive(Zeroizing::new(value.as_bytes().to_vec())).ok_or_else(|| {
        wrong(format!("the value of the header `{name}` has a control character, such as a line break: remove it"))
    })?;
    headers.insert(name, value);
    Ok(())
}

/// What to do instead of setting a header that is the client's own.
fn advice(name: &HeaderName) -> Option<&'static str> {
    if name == AUTHORIZATION {
        Some("use `.with_token(…)`")
    } else if name == USER_AGENT {
        Some("use the builder's `.app_name(…)`")
    } else if name == HOST {
        Some("use the builder's `.base_url(…)`")
    } else if name.as_str().starts_with("content-") || OWN.contains(&name.as_str()) {
        Some("remove it")
    } else {
        None
    }
}

/// What says how an answer is to be written, which the client has to read, and how a message ends (RFC 9110, sections
/// 7.6.1, 10.1 and 12.5; RFC 9112, section 6.1).
const OWN: [&str; 12] = [
    "accept",
    "accept-encoding",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_s_own_headers_are_refused() {
        for (name, advice) in [
            ("Authorization", ".with_token(…)"),
            ("USER-AGENT", ".app_name(…)"),
            ("host", ".base_url(…)"),
            ("Content-Type", "remove it"),
            ("content-length", "remove it"),
            ("Content-Anything", "remove it"),
            ("Transfer-Encoding", "remove it"),
            ("accept", "remove it"),
        ] {
            let error = insert(&mut HeaderMap::new(), name, "s3cret").expect_err(name);
            let line = error.to_string();
            assert!(line.contains(&name.to_lowercase()) && line.contains(advice), "{line}");
            assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
            assert_eq!(error.setting(), "with_header");
        }
    }

    #[test]
    fn what_no_header_can_hold_is_refused_and_not_shown() {
        for (name, value) in [("", "a"), ("s3cret value", "x-tenant"), ("x-tenant", "s3cret\r\nx: y"), ("x-a", "\0")] {
            let mut headers = HeaderMap::new();
            let error = insert(&mut headers, name, value).expect_err("refused");
            assert!(!format!("{error} {error:?}").contains("s3cret") && headers.is_empty(), "{error:?}");
        }
    }

    #[test]
    fn a_value_is_a_secret_and_replaces_an_earlier_one() {
        let mut headers = HeaderMap::new();
        for value in ["first", "s3cret"] {
            insert(&mut headers, "X-Tenant", value).expect("a header");
        }
        assert_eq!(headers.get_all("x-tenant").iter().collect::<Vec<_>>(), ["s3cret"]);
        assert_eq!(format!("{headers:?}"), r#"{"x-tenant": Sensitive}"#);
    }
}
