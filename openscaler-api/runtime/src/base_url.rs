//! The base URL: which URLs are refused, and which ones stay on this machine.

use std::fmt::{self, Write as _};
use std::net::{IpAddr, Ipv6Addr};

use reqwest::Url;

use crate::configuration::ConfigurationError;

/// The URL to which the operations append their paths.
#[derive(Clone)]
pub struct BaseUrl {
    url: Url,
    pub is_https: bool,
    /// Whether it is a loopback host.
    pub is_loopback: bool,
}

impl BaseUrl {
    /// Parses a caller's URL; `common_path` is the start of all paths of the API.
    pub fn parse(text: &str, allow_insecure_http: bool, common_path: &str) -> Result<Self, ConfigurationError> {
        let wrong = |message: String| ConfigurationError::new("base_url", format!("the base URL {message}"));
        if text.starts_with(QUOTES) {
            return Err(wrong("is in quotes: remove the quotes".to_owned()));
        }
        if text.trim().is_empty() {
            return Err(wrong("is empty: check the variable or the file that it comes from".to_owned()));
        }
        // `localhost:8080` would be read as the scheme `localhost`.
        if !text.contains("://") {
            return Err(wrong(missing_scheme(text)));
        }
        let url = Url::parse(text).map_err(|error| {
            wrong(format!("is invalid ({error}): expected a URL such as `https://api.example.com`"))
        })?;
        let is_https = url.scheme() == "https";
        if !is_https && url.scheme() != "http" {
            return Err(wrong("has an unsupported scheme: use `https://`".to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong(
                "contains credentials: remove them, and pass them to the builder's own methods".to_owned(),
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("has a query or a fragment: remove what begins with `?` or `#`".to_owned()));
        }
        let is_loopback = url.host_str().is_some_and(is_loopback);
        if !is_https && !is_loopback && !allow_insecure_http {
            return Err(wrong(
                "is plain `http`, which exposes the token and private keys on the network: use `https://`, or \
                 `.allow_insecure_http(true)` on a network that you trust"
                    .to_owned(),
            ));
        }
        let url = Self { url, is_https, is_loopback };
        if let Some(repeated) = overlap(url.path(), common_path) {
            return Err(wrong(format!("ends in `{repeated}`, which the API's paths already have: remove it")));
        }
        Ok(url)
    }

    /// The URL without a trailing slash.
    pub fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// The path without a trailing slash; may be empty.
    pub fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// The URL of an operation's path, which begins with a slash.
    ///
    /// Only the path is parsed: parsing a whole URL takes four times as long, and the rest is parsed already.
    pub fn join(&self, path: fmt::Arguments<'_>) -> Url {
        let mut whole = String::with_capacity(CAPACITY);
        whole.push_str(self.path());
        // Writing to a `String` cannot fail, nor can these `Display` implementations.
        let _ = whole.write_fmt(path);
        let mut url = self.url.clone();
        url.set_path(&whole);
        url
    }
}

/// The capacity that suffices for most paths.
const CAPACITY: usize = 128;

/// Quotes that a shell or a file may leave around a text.
const QUOTES: [char; 3] = ['"', '\'', '`'];

fn missing_scheme(text: &str) -> String {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let scheme = if is_loopback(&host.to_ascii_lowercase()) { "http" } else { "https" };
    format!("has no scheme: add `{scheme}://`")
}

/// The longest suffix of `base` that is a prefix of `paths`, in whole segments.
fn overlap<'a>(base: &'a str, paths: &str) -> Option<&'a str> {
    let ends = base.match_indices('/').map(|(index, _)| &base[index..]);
    ends.into_iter().find(|end| paths.strip_prefix(end).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
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

    fn parse(text: &str, allow_insecure_http: bool) -> Result<BaseUrl, ConfigurationError> {
        BaseUrl::parse(text, allow_insecure_http, "/v1/lbs")
    }

    #[test]
    fn plain_http_is_for_this_machine() {
        for host in
            ["127.0.0.1", "127.9.9.9:80", "localhost", "LOCALHOST.", "a.localhost:1", "[::1]", "[::ffff:127.0.0.1]"]
        {
            let url = parse(&format!("http://{host}"), false).unwrap_or_else(|error| panic!("{host}: {error}"));
            assert!(url.is_loopback, "{host}");
        }
        for host in ["0.0.0.0", "128.0.0.1", "example.com", "localhost.example.com", "mylocalhost", "[::]", "[::2]"] {
            assert!(parse(&format!("http://{host}"), false).is_err(), "{host}");
            assert!(!parse(&format!("http://{host}"), true).expect("allowed").is_loopback, "{host}");
        }
    }

    #[test]
    fn a_path_is_kept_and_its_slashes_are_not_doubled() {
        for (given, text, path) in [
            ("https://example.com", "https://example.com", ""),
            ("https://example.com/", "https://example.com", ""),
            ("https://example.com/a/b//", "https://example.com/a/b", "/a/b"),
        ] {
            let url = parse(given, false).expect("a base URL");
            assert_eq!((url.as_str(), url.path()), (text, path));
            assert_eq!(url.join(format_args!("/v1/{}", "x")).as_str(), format!("{text}/v1/x"));
        }
    }

    #[test]
    fn what_is_joined_stays_a_path() {
        let url = parse("https://example.com:8443/a", false).expect("a base URL");
        assert_eq!(url.join(format_args!("/b?c#d")).as_str(), "https://example.com:8443/a/b%3Fc%23d");
        assert_eq!(url.join(format_args!("//evil.example/b")).host_str(), Some("example.com"));
    }

    #[test]
    fn what_cannot_be_a_base_is_refused_with_its_reason() {
        for (url, reason) in [
            ("", "is empty: check the variable"),
            (" \n", "is empty: check the variable"),
            ("example.com", "has no scheme: add `https://`"),
            ("example.com:8443/path", "has no scheme: add `https://`"),
            ("s3cret@example.com", "has no scheme: add `https://`"),
            ("localhost:8080", "has no scheme: add `http://`"),
            ("127.0.0.1/path", "has no scheme: add `http://`"),
            ("'https://example.com'", "remove the quotes"),
            ("https://", "is invalid (empty host): expected a URL such as"),
            ("https://s3cret:x@example.com:port", "is invalid (invalid port number): expected"),
            ("ftp://example.com", "unsupported scheme: use `https://`"),
            ("https://s3cret@example.com", "contains credentials: remove them"),
            ("https://:s3cret@example.com", "contains credentials: remove them"),
            ("https://example.com?s3cret=b", "what begins with `?`"),
            ("https://example.com#s3cret", "what begins with `?`"),
            ("http://example.com", "is plain `http`"),
            ("https://example.com/v1", "ends in `/v1`, which the API's paths already have: remove it"),
            ("https://example.com/a/v1/", "ends in `/v1`, which"),
            ("http://localhost/v1/lbs", "ends in `/v1/lbs`, which"),
        ] {
            let error = parse(url, false).err().expect("an error");
            assert!(error.to_string().contains(reason), "{url}: {error}");
            assert!(!format!("{error:?}").contains("s3cret") && error.setting() == "base_url", "{url}: {error:?}");
        }
    }

    #[test]
    fn a_path_that_only_looks_like_the_api_s_is_kept() {
        for url in ["https://example.com/v11", "https://example.com/lbs", "https://example.com/v1/x", "https://v1"] {
            assert!(parse(url, false).is_ok(), "{url}");
        }
        assert!(BaseUrl::parse("https://example.com/v1", false, "").is_ok());
    }
}
