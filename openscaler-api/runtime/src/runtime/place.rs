//! The destination of a call: the server, and the proxy on the way.

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;

/// The proxies of a client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Proxies {
    /// None, regardless of the environment.
    #[default]
    None,
    /// Those that the environment sets, for example with `HTTPS_PROXY`.
    Environment,
    /// One for all calls, with this host and port.
    Given(String),
}

/// The server and the proxy of a call, without credentials.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Host and port.
    pub(super) server: String,
    /// Host and port of the proxy, if there is one.
    pub(super) proxy: Option<String>,
}

impl Place {
    pub(super) fn new(url: &Url, proxies: &Proxies) -> Self {
        let proxy = match proxies {
            Proxies::None => None,
            Proxies::Environment => of_environment(url),
            Proxies::Given(proxy) => Some(proxy.clone()),
        };
        Self { server: host_and_port(url), proxy }
    }
}

/// The proxy of the environment that the HTTP client uses for this URL, by the same rules.
fn of_environment(url: &Url) -> Option<String> {
    let proxy = Matcher::from_system().intercept(&url.as_str().parse().ok()?)?;
    Url::parse(&proxy.uri().to_string()).ok().as_ref().map(host_and_port)
}

/// The part of a URL without secrets: host and port.
pub(crate) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    // URL parsers know only the default ports of `http` and `https`.
    let port = url.port_or_known_default().or_else(|| url.scheme().starts_with("socks").then_some(1080));
    port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_and_port_are_told_and_credentials_are_not() {
        let url = |text: &str| Url::parse(text).expect("a URL");
        for (text, place) in [
            ("https://example.com/v1", "example.com:443"),
            ("http://user:s3cret@[::1]:8080/", "[::1]:8080"),
            ("socks5h://proxy.example", "proxy.example:1080"),
        ] {
            let proxies = Proxies::Given(host_and_port(&url(text)));
            assert_eq!(Place::new(&url(text), &proxies).server, place);
            assert_eq!(Place::new(&url(text), &proxies).proxy.as_deref(), Some(place));
            assert_eq!(Place::new(&url(text), &Proxies::None).proxy, None);
        }
    }
}
