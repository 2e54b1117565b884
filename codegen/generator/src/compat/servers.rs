//! Where the API is served.

use openscaler_openapi::servers::{is_absolute, server_url};
use serde_json::Value;

use super::change::{Change, Side};
use super::walk::Walk;

/// Compares the addresses; the first absolute one is the client's own.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (was, is) = (addresses(walk.old.document()), addresses(walk.new.document()));
    let (default_was, default_is) = (was.first(), is.first());
    let known: Vec<_> = was.iter().filter(|address| !is.contains(address)).cloned().collect();
    let word =
        |address: Option<&String>| address.map_or_else(|| "no address".to_owned(), |address| format!("`{address}`"));
    if default_was != default_is {
        let message =
            format!("a client that is given no address calls {} now; it was {}", word(default_is), word(default_was));
        let is_gone = default_was.is_some_and(|address| known.contains(address));
        let reason = is_gone.then(|| format!("{} is not an address of the API any more", word(default_was)));
        let change =
            Change::new("server-changed", message, Side::New, "/servers").anchored(&["client::address".to_owned()]);
        walk.push(change.failing_requests(reason).adding(true));
    }
    for address in known.iter().filter(|address| Some(*address) != default_was) {
        let message = format!("`{address}` is not an address of the API any more");
        let reason = Some("nobody says who is there now".to_owned());
        walk.push(
            Change::new("server-removed", message, Side::Old, place(walk.old.document(), address))
                .failing_requests(reason),
        );
    }
    for address in is.iter().filter(|address| !was.contains(address) && Some(*address) != default_is) {
        let message = format!("the API can also be called at `{address}`");
        walk.push(Change::new("server-added", message, Side::New, place(walk.new.document(), address)).adding(true));
    }
}

fn addresses(document: &Value) -> Vec<String> {
    let servers = document.get("servers").and_then(Value::as_array);
    let urls = servers.into_iter().flatten().filter_map(server_url).filter(|url| is_absolute(url));
    urls.map(|url| url.trim_end_matches('/').to_owned()).collect()
}

fn place(document: &Value, address: &str) -> String {
    let servers = document.get("servers").and_then(Value::as_array);
    let is_it = |server: &Value| server_url(server).is_some_and(|url| url.trim_end_matches('/') == address);
    let index = servers.and_then(|servers| servers.iter().position(is_it));
    index.map_or_else(|| "/servers".to_owned(), |index| format!("/servers/{index}"))
}
