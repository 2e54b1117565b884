//! Where the API is: which addresses are refused, and which stay on this machine.

use std::fmt::{self, Write as _};
use std::net::{IpAddr, Ipv6Addr};

use reqwest::Url;

use crate::runtime::Error;

/// The address to which the operations add their paths.
#[derive(Clone)]
pub struct BaseUrl {
    url: Url,
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
        Ok(Self { url, is_https, is_loopback })
    }

    /// Without a slash at its end.
    pub fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// Without a slash at its end; empty if there is none.
    pub fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// The URL of an operation's path, which begins with a slash.
    ///
    /// Only the path is parsed: to parse a whole URL takes four times as long, and the rest has been.
    pub fn join(&self, path: fmt::Arguments<'_>) -> Url {
        let mut whole = String::with_capacity(CAPACITY);
        whole.push_str(self.path());
        // A `String` takes everything, and what is written into it comes from `Display`s that cannot fail.
        let _ = whole.write_fmt(path);
        let mut url = self.url.clone();
        url.set_path(&whole);
        url
    }
}

/// What most paths fit into.
const CAPACITY: usize = 128;

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
            assert_eq!((url.as_str(), url.path()), (text, path));
            assert_eq!(url.join(format_args!("/v1/{}", "x")).as_str(), format!("{text}/v1/x"));
        }
    }

    #[test]
    fn what_is_joined_stays_a_path() {
        let url = BaseUrl::parse("https://example.com:8443/a", false).expect("a base URL");
        assert_eq!(url.join(format_args!("/b?c#d")).as_str(), "https://example.com:8443/a/b%3Fc%23d");
        assert_eq!(url.join(format_args!("//evil.example/b")).host_str(), Some("example.com"));
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
