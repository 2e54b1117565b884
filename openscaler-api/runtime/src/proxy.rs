//! The proxy of a client: set by the caller, or by the environment.

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;

use crate::base_url::BaseUrl;
use crate::configuration::ConfigurationError;
use crate::runtime::host_and_port;

/// A proxy for all calls.
pub struct Proxy {
    pub is_https: bool,
    /// Its host and port, for errors.
    pub place: String,
    proxy: reqwest::Proxy,
}

impl Proxy {
    /// Parses a caller's URL. It may contain a password, so no error shows any part of it.
    pub fn parse(text: &str) -> Result<Self, ConfigurationError> {
        if text.trim().is_empty() {
            return Err(wrong("the proxy is empty: set a URL such as `http://proxy.example:3128`, or do not set it"));
        }
        if !text.contains("://") {
            return Err(wrong("the proxy has no scheme: add `http://`"));
        }
        let unreadable = || wrong("the proxy is invalid: expected a URL such as `http://proxy.example:3128`");
        let url = Url::parse(text).map_err(|_| unreadable())?;
        let is_https = url.scheme() == "https";
        if is_socks(url.scheme()) {
            if !cfg!(feature = "socks") {
                return Err(wrong("the proxy is a SOCKS proxy: enable the feature `socks`"));
            }
        } else if !is_https && url.scheme() != "http" {
            return Err(wrong("the proxy has an unsupported scheme: use `http://`, `https://` or `socks5h://`"));
        }
        let place = host_and_port(&url);
        let proxy = reqwest::Proxy::all(url).map_err(|_| unreadable())?;
        Ok(Self { is_https, place, proxy })
    }

    /// Sets it in the builder of the HTTP client.
    pub fn apply(self, http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        http.proxy(self.proxy)
    }
}

/// Refuses a proxy of the environment that this build does not support, because each call would fail.
pub fn check_environment(base_url: &BaseUrl) -> Result<(), ConfigurationError> {
    let proxy = base_url.as_str().parse().ok().and_then(|url| Matcher::from_system().intercept(&url));
    let scheme = proxy.as_ref().and_then(|proxy| proxy.uri().scheme_str());
    if !cfg!(feature = "socks") && scheme.is_some_and(is_socks) {
        return Err(wrong(
            "the environment sets a SOCKS proxy: enable the feature `socks`, or set another proxy with `.proxy(…)`",
        ));
    }
    Ok(())
}

fn wrong(message: &'static str) -> ConfigurationError {
    ConfigurationError::new("proxy", message)
}

fn is_socks(scheme: &str) -> bool {
    matches!(scheme, "socks4" | "socks4a" | "socks5" | "socks5h")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_proxy_is_refused_and_not_shown() {
        for (url, advice) in [
            ("", "the proxy is empty"),
            ("proxy.example:3128", "add `http://`"),
            ("user:s3cret@proxy.example:3128", "add `http://`"),
            ("http://", "expected a URL"),
            ("http://user:s3cret@proxy.example:port", "expected a URL"),
            ("ftp://user:s3cret@proxy.example", "unsupported scheme"),
        ] {
            let error = Proxy::parse(url).err().expect(url);
            assert!(error.to_string().contains(advice) && error.setting() == "proxy", "{url}: {error}");
            assert!(!format!("{error:?}").contains("s3cret"), "{url}: {error:?}");
        }
    }

    #[test]
    fn a_socks_proxy_requires_its_feature() {
        let error = Proxy::parse("socks5://proxy.example").err().map(|error| error.to_string());
        let expected = "the proxy is a SOCKS proxy: enable the feature `socks`".to_owned();
        assert_eq!(error, (!cfg!(feature = "socks")).then_some(expected));
    }

    #[test]
    fn a_proxy_may_have_a_password() {
        assert!(!Proxy::parse("http://user:password@proxy.example:3128").expect("a proxy").is_https);
        assert!(Proxy::parse("https://proxy.example").expect("a proxy").is_https);
    }
}
