//! What a live run is given: where the endpoint is, what opens it, and what may be made there.

use std::net::IpAddr;
use std::path::PathBuf;

use reqwest::Url;

/// What has to be set, and what it is.
pub(crate) const REQUIRED: [(&str, &str); 3] = [
    ("OPENSCALER_URL", "where the API is"),
    ("OPENSCALER_TOKEN", "an access token"),
    ("OPENSCALER_LB_ID", "a load balancer that certificates may be made on"),
];

/// Optional variables.
pub(crate) const OPTIONAL: [(&str, &str); 2] = [
    ("OPENSCALER_DOMAIN", "a domain that leads to the load balancer, for Let's Encrypt"),
    ("OPENSCALER_EMAIL", "the address for Let's Encrypt to write to"),
];

/// A complete set.
pub(crate) struct Settings {
    /// Without a slash at its end.
    pub(crate) url: String,
    pub(crate) token: String,
    pub(crate) lb_id: String,
    pub(crate) domain: Option<String>,
    pub(crate) email: Option<String>,
    /// What keeps the names of this run apart from others.
    pub(crate) run: String,
    pub(crate) record: Option<PathBuf>,
}

/// Why there are no settings.
#[derive(Debug, PartialEq)]
pub(crate) enum Unfit {
    /// These are not set, which is not an error: nothing is run.
    Missing(Vec<&'static str>),
    /// What is set cannot be meant.
    Wrong(String),
}

impl Settings {
    /// Reads them by name.
    ///
    /// # Errors
    ///
    /// When one that is required is not set, or the URL is none that a token may be sent to.
    pub(crate) fn read(variable: impl Fn(&str) -> Option<String>, run: String) -> Result<Self, Unfit> {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let missing: Vec<_> = REQUIRED.iter().map(|(name, _)| *name).filter(|name| variable(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(Unfit::Missing(missing));
        }
        let value = |name: &str| variable(name).unwrap_or_default();
        let url = value("OPENSCALER_URL").trim_end_matches('/').to_owned();
        check_url(&url).map_err(Unfit::Wrong)?;
        Ok(Self {
            url,
            token: value("OPENSCALER_TOKEN"),
            lb_id: value("OPENSCALER_LB_ID"),
            domain: variable("OPENSCALER_DOMAIN"),
            email: variable("OPENSCALER_EMAIL"),
            run,
            record: None,
        })
    }

    /// Whether the endpoint is this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        Url::parse(&self.url).is_ok_and(|url| is_loopback(&url))
    }
}

fn check_url(url: &str) -> Result<(), String> {
    let parsed = Url::parse(url).map_err(|error| format!("`OPENSCALER_URL` is no URL: {error}"))?;
    if parsed.query().is_some() || parsed.fragment().is_some() || !parsed.username().is_empty() {
        return Err("`OPENSCALER_URL` has a query, a fragment or a user; give scheme, host and path only".to_owned());
    }
    match parsed.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(&parsed) => Ok(()),
        "http" => {
            Err("`OPENSCALER_URL` is plain http to another machine; the token would be readable: use https".to_owned())
        }
        scheme => Err(format!("`OPENSCALER_URL` has the scheme `{scheme}`; use https")),
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
