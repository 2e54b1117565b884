//! Where the API is served, and which operations are served elsewhere.

use openscaler_openapi::servers::{is_absolute, server_url};
use serde_json::Value;

use super::findings::Found;
use super::references::Part;
use crate::api::Operation;

/// The absolute addresses of the document's servers, without a trailing slash.
///
/// A document that names servers only where its operations are is served where the first of them is.
pub(super) fn of_api(document: &Value, operations: &[Operation]) -> Vec<String> {
    let servers = absolute(document.get("servers"), None);
    let is_elsewhere = !operations.is_empty() && operations.iter().all(|operation| !operation.servers.is_empty());
    match operations.first() {
        Some(first) if servers.is_empty() && is_elsewhere => first.servers.clone(),
        _ => servers,
    }
}

/// The absolute addresses of the servers that an operation or its path has for itself, unless they are the document's.
pub(super) fn of_operation(
    document: &Value,
    operation: &Part<'_>,
    item: &Part<'_>,
    found: &mut Vec<Found>,
) -> Vec<String> {
    let api = absolute(document.get("servers"), None);
    let is_filled = |part: &Part<'_>| part.value.as_array().is_some_and(|servers| !servers.is_empty());
    let own = [operation, item].into_iter().find_map(|part| part.get("servers").filter(is_filled));
    let Some(own) = own else { return Vec::new() };
    let servers = absolute(Some(own.value), api.first().and_then(|url| origin(url)));
    if servers.is_empty() {
        found.push(Found::new(
            "unusable-server",
            &own.pointer,
            "no server here has an address that the client can call, so the API's is called",
            "write a `url` that begins with `https://`, or make these calls with a client of their own `.base_url(…)`",
        ));
    }
    if servers.first() == api.first() { Vec::new() } else { servers }
}

/// The absolute URLs among some servers; one that is only a path is taken to be on the host of `origin`.
fn absolute(servers: Option<&Value>, origin: Option<&str>) -> Vec<String> {
    let urls = servers.and_then(Value::as_array).into_iter().flatten().filter_map(server_url);
    let urls = urls.map(|url| match origin {
        Some(origin) if url.starts_with('/') && !url.starts_with("//") => format!("{origin}{url}"),
        _ => url,
    });
    urls.filter(|url| is_absolute(url)).map(|url| url.trim_end_matches('/').to_owned()).collect()
}

/// Scheme and host of a URL.
fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + 3;
    let end = url[start..].find('/').map_or(url.len(), |length| start + length);
    Some(&url[..end])
}
