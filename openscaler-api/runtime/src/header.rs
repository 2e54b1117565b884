//! Headers with a secret value: the token, and those that a caller adds to each call.

use reqwest::header::{HOST, HeaderMap, HeaderName, USER_AGENT};
use zeroize::Zeroizing;

use crate::configuration::ConfigurationError;
use crate::credentials::Scheme;
use crate::secret::sensitive;

/// Adds a header to `headers`; it replaces an earlier one of the same name. Those of the `schemes` are credentials.
pub fn insert(headers: &mut HeaderMap, schemes: &[Scheme], name: &str, value: &str) -> Result<(), ConfigurationError> {
    let wrong = |message: String| ConfigurationError::new("with_header", message);
    // Not quoted, because name and value may be swapped.
    let parsed = HeaderName::from_bytes(name.as_bytes());
    let name = parsed.map_err(|_| wrong("the header's name is invalid: expected one such as `x-tenant`".to_owned()))?;
    if let Some(scheme) = schemes.iter().find(|scheme| scheme.is_header(&name)) {
        let setter = scheme.setter;
        return Err(wrong(format!("the header `{name}` is set by the client: use `.with_{setter}(…)`")));
    }
    if let Some(advice) = advice(&name) {
        return Err(wrong(format!("the header `{name}` is set by the client: {advice}")));
    }
    let value = sensitive(Zeroizing::new(value.as_bytes().to_vec())).ok_or_else(|| {
        wrong(format!("the value of the header `{name}` has a control character, such as a line break: remove it"))
    })?;
    headers.insert(name, value);
    Ok(())
}

/// What to do instead of setting a header that the client sets itself.
fn advice(name: &HeaderName) -> Option<&'static str> {
    if name == USER_AGENT {
        Some("use the builder's `.app_name(…)`")
    } else if name == HOST {
        Some("use the builder's `.base_url(…)`")
    } else if name.as_str().starts_with("content-") || OWN.contains(&name.as_str()) {
        Some("remove it")
    } else {
        None
    }
}

/// Headers that determine the form of the response, which the client must be able to read, or the framing of a message
/// (RFC 9110, sections 7.6.1, 10.1 and 12.5; RFC 9112, section 6.1).
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
    use crate::credentials::Transport;

    const SCHEMES: &[Scheme] = &[
        Scheme { name: "bearer", setter: "token", transport: Transport::Bearer },
        Scheme { name: "key", setter: "key", transport: Transport::Header("x-key") },
    ];

    #[test]
    fn an_authorization_that_the_document_does_not_know_is_the_caller_s() {
        let mut headers = HeaderMap::new();
        insert(&mut headers, &SCHEMES[1..], "Authorization", "Digest s3cret").expect("a header");
        assert_eq!(format!("{headers:?}"), r#"{"authorization": Sensitive}"#);
    }

    #[test]
    fn the_client_s_own_headers_are_refused() {
        for (name, advice) in [
            ("Authorization", ".with_token(…)"),
            ("X-Key", ".with_key(…)"),
            ("USER-AGENT", ".app_name(…)"),
            ("host", ".base_url(…)"),
            ("Content-Type", "remove it"),
            ("content-length", "remove it"),
            ("Content-Anything", "remove it"),
            ("Transfer-Encoding", "remove it"),
            ("accept", "remove it"),
        ] {
            let error = insert(&mut HeaderMap::new(), SCHEMES, name, "s3cret").expect_err(name);
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
            let error = insert(&mut headers, SCHEMES, name, value).expect_err("refused");
            assert!(!format!("{error} {error:?}").contains("s3cret") && headers.is_empty(), "{error:?}");
        }
    }

    #[test]
    fn a_value_is_a_secret_and_replaces_an_earlier_one() {
        let mut headers = HeaderMap::new();
        for value in ["first", "s3cret"] {
            insert(&mut headers, SCHEMES, "X-Tenant", value).expect("a header");
        }
        assert_eq!(headers.get_all("x-tenant").iter().collect::<Vec<_>>(), ["s3cret"]);
        assert_eq!(format!("{headers:?}"), r#"{"x-tenant": Sensitive}"#);
    }
}
