//! Rules on servers: the client needs an absolute URL.

use serde_json::Value;

use crate::context::Context;
use crate::document::pointer;
use crate::lint::findings::Findings;
use crate::servers::{is_absolute, server_url};

/// Only the document's servers count: those of paths and operations may all be relative to them.
pub(super) fn unusable_server(context: &Context<'_>, findings: &mut Findings<'_>) {
    let servers = context.document().get("servers").and_then(Value::as_array);
    // Without servers, the API is served from where the document was found.
    let Some(servers) = servers.filter(|servers| !servers.is_empty()) else { return };
    let urls: Vec<_> = servers.iter().map(server_url).collect();
    let foreign = urls.iter().enumerate().filter_map(|(index, url)| Some((index, foreign_scheme(url.as_deref()?)?)));
    let foreign: Vec<_> = foreign.collect();
    for (index, scheme) in &foreign {
        let at = pointer::join(&pointer::join("/servers", &index.to_string()), "url");
        let message = format!("unsupported URL scheme `{scheme}`");
        findings.report(&at, message, "write a URL that begins with `https://` or `http://`");
    }
    // A URL with another scheme is reported above, and another rule reports a missing `url`.
    let are_relative = urls.iter().all(|url| url.as_deref().is_some_and(|url| !is_absolute(url)));
    if are_relative && foreign.is_empty() {
        let message = "no server has an absolute URL, so every client needs a base URL";
        findings.report("/servers", message, "write a `url` that begins with `https://`");
    }
}

/// The scheme of a URL that is absolute but neither `http` nor `https`.
fn foreign_scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once("://").filter(|(scheme, _)| !matches!(*scheme, "https" | "http"))?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    is_scheme.then_some(scheme)
}
