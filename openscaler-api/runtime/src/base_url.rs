//! Where the API is: which addresses are refused, and which stay on this machine.

use std::net::{IpAddr, Ipv6Addr};

use reqwest::Url;

use crate::runtime::Error;

/// The address without a slash at its end, to which the operations add their paths.
pub struct BaseUrl {
    pub text: String,
    pub path: String,
    pub is_https: bool,
    /// Whether what is sent there stays on this machine.
    pub is_loopback: bool,
}

impl BaseUrl {
    pub fn parse(text: &str, allow_insecure_http: bool) -> Result<Self, Error> {
        let wrong = |what: &str| Error::configuration(format!("the base URL {what}"));
        let url = Url::parse(text).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
        let is_https = url.scheme() == "https";
        if !is_https && url.scheme() != "http" {
            return Err(wrong("is neither `https` nor `http`"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("holds credentials; the API takes a token, with `.token(..)`"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("has a query or a fragment; only a path can come after the host"));
        }
        let is_loopback = url.host_str().is_some_and(is_loopback);
        if !is_https && !is_loopback && !allow_insecure_http {
            return Err(wrong(
                "is plain `http`, over which everybody on the way reads token and private keys; use `https`, or \
                 `.allow_insecure_http(true)` where the way is safe",
            ));
        }
        let (text, path) = (url.as_str().trim_end_matches('/'), url.path().trim_end_matches('/'));
        Ok(Self { text: text.to_owned(), path: path.to_owned(), is_https, is_loopback })
    }
}

/// RFC 6761, section 6.3, for names; RFC 1122, section 3.2.1.3, and RFC 4291, section 2.5.3, for addresses.
fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match host.parse() {
        Ok(IpAddr::V4(address)) => address.is_loopback(),
        Ok(IpAddr::V6(address)) => {
            address == Ipv6Addr::LOCALHOST || address.to_ipv4_mapped().is_some_and(|address| address.is_loopback())
        }
        Err(_) => {
            let host = host.strip_suffix('.').unwrap_or(host);
            host == "localhost" || host.ends_with(".localhost")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine() {
        for host in
            ["127.0.0.1", "127.9.9.9:80", "localhost", "LOCALHOST.", "a.localhost:1", "[::1]", "[::ffff:127.0.0.1]"]
        {
            let url =
                BaseUrl::parse(&format!("http://{host}"), false).unwrap_or_else(|error| panic!("{host}: {error}"));
            assert!(url.is_loopback, "{host}");
        }
        for host in ["0.0.0.0", "128.0.0.1", "example.com", "localhost.example.com", "mylocalhost", "[::]", "[::2]"] {
            assert!(BaseUrl::parse(&format!("http://{host}"), false).is_err(), "{host}");
            assert!(!BaseUrl::parse(&format!("http://{host}"), true).expect("allowed").is_loopback, "{host}");
        }
    }

    #[test]
    fn a_path_is_kept_and_its_slashes_are_not_doubled() {
        for (given, text, path) in [
            ("https://example.com", "https://example.com", ""),
            ("https://example.com/", "https://example.com", ""),
            ("https://example.com/a/b//", "https://example.com/a/b", "/a/b"),
        ] {
            let url = BaseUrl::parse(given, false).expect("a base URL");
            assert_eq!((url.text.as_str(), url.path.as_str()), (text, path));
        }
    }

    #[test]
    fn what_cannot_be_a_base_is_refused_with_its_reason() {
        for (url, reason) in [
            ("", "cannot be read"),
            ("example.com", "cannot be read"),
            ("ftp://example.com", "neither `https` nor `http`"),
            ("https://user@example.com", "credentials"),
            ("https://:s3cret@example.com", "credentials"),
            ("https://example.com?a=b", "a query or a fragment"),
            ("https://example.com#a", "a query or a fragment"),
            ("http://example.com", "plain `http`"),
        ] {
            let error = BaseUrl::parse(url, false).err().expect("an error").to_string();
            assert!(error.contains(reason) && !error.contains("s3cret"), "{url}: {error}");
        }
    }
}
