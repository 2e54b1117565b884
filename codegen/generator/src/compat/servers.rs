//! Where the API is served.

use openscaler_openapi::servers::server_url;
use serde_json::Value;

use super::report::{Change, Side};
use super::walk::{Document, Walk};

/// Compares the base URLs; the first is the client's own.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (was, is) = (&walk.old.api.servers, &walk.new.api.servers);
    let (default_was, default_is) = (was.first(), is.first());
    let word = |url: Option<&String>| url.map_or_else(|| "none".to_owned(), |url| format!("`{url}`"));
    let words = [word(default_was), word(default_is)];
    if let Some(change) = walk.changed("server-changed", "the default server", words, ["", ""], "servers") {
        let gone = default_was.filter(|url| !is.contains(url));
        let reason = gone.map(|url| format!("the server `{url}` is removed"));
        walk.push(change.failing_requests(reason).adding(true));
    }
    for url in was.iter().filter(|url| !is.contains(url) && Some(*url) != default_was) {
        let message = format!("the server `{url}` is removed");
        let change = Change::new("server-removed", message.clone(), (Side::Old, place(walk.old, url)));
        walk.push(change.failing_requests(Some(message)));
    }
    for url in is.iter().filter(|url| !was.contains(url) && Some(*url) != default_is) {
        let place = (Side::New, place(walk.new, url));
        walk.push(Change::new("server-added", format!("the server `{url}` is new"), place).adding(true));
    }
}

fn place(document: Document<'_>, url: &str) -> String {
    let servers = document.source.value.get("servers").and_then(Value::as_array);
    let is_it = |server: &Value| server_url(server).is_some_and(|written| written.trim_end_matches('/') == url);
    let index = servers.and_then(|servers| servers.iter().position(is_it));
    index.map_or_else(|| "/servers".to_owned(), |index| format!("/servers/{index}"))
}
