//! Where the API is served.

use serde_json::Value;

/// The `url` of a server, its variables at their defaults.
pub fn server_url(server: &Value) -> Option<String> {
    let mut url = server.get("url")?.as_str()?.to_owned();
    for (name, variable) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), variable.get("default")?.as_str()?);
    }
    Some(url)
}

/// Whether a client can call the address as it is: it names a host, and nothing in it is left open.
pub fn is_absolute(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_host = |host: &str| !host.is_empty() && !host.contains(['{', '}', '<', '>', ' ']);
    rest.is_some_and(|rest| is_host(rest.split(['/', '?', '#']).next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::is_absolute;

    #[test]
    fn an_address_that_can_be_called_names_a_host() {
        for (url, expected) in [
            ("https://a.example/v1", true),
            ("http://127.0.0.1:80", true),
            ("https://", false),
            ("https:///v1", false),
            ("https://{host}/v1", false),
            ("https://<your-domain>", false),
            ("/v1", false),
            ("ftp://a.example", false),
        ] {
            assert_eq!(is_absolute(url), expected, "{url}");
        }
    }
}
