//! Where the API is served.

use serde_json::Value;

/// The absolute addresses of the document's servers, without a trailing slash.
pub(super) fn interpret(document: &Value) -> Vec<String> {
    let servers = document.get("servers").and_then(Value::as_array).into_iter().flatten();
    let urls = servers.filter_map(url).filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    urls.map(|url| url.trim_end_matches('/').to_owned()).collect()
}

/// The `url` of a server, its variables at their defaults.
fn url(server: &Value) -> Option<String> {
    let mut url = server.get("url")?.as_str()?.to_owned();
    for (name, variable) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), variable.get("default")?.as_str()?);
    }
    Some(url)
}
