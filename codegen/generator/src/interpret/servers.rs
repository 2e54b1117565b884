//! Where the API is served.

use openscaler_openapi::servers::{is_absolute, server_url};
use serde_json::Value;

/// The absolute addresses of the document's servers, without a trailing slash.
pub(super) fn interpret(document: &Value) -> Vec<String> {
    let servers = document.get("servers").and_then(Value::as_array).into_iter().flatten();
    let urls = servers.filter_map(server_url).filter(|url| is_absolute(url));
    urls.map(|url| url.trim_end_matches('/').to_owned()).collect()
}
