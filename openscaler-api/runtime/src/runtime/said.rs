//! The server's own messages in a response, with their locations.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, WWW_AUTHENTICATE};
use serde_json::{Map, Value};

use super::text::without_byte_order_mark;

/// The longest request id, in bytes.
const ID_LENGTH: usize = 200;
/// The maximum total length of the messages, in bytes.
const COLLECTED: usize = 2000;

/// The keys of texts for people, in order of preference.
const TEXTS: [&str; 7] = ["message", "detail", "error_description", "title", "reason", "msg", "description"];
/// The keys of lists of errors: objects, texts, or a map from each field to its messages.
const LISTS: [&str; 8] =
    ["errors", "violations", "detail", "message", "invalid-params", "invalid_params", "issues", "error"];
/// The keys of an entry's location.
const PLACES: [&str; 9] = ["pointer", "field", "loc", "path", "instancePath", "property", "param", "parameter", "name"];
/// The keys and headers of request ids.
const ID_HEADERS: [&str; 5] = ["x-request-id", "request-id", "x-correlation-id", "x-trace-id", "traceparent"];
const ID_KEYS: [&str; 2] = ["request_id", "requestId"];

/// What a response says: its messages if it is JSON, its text if it is plain text, else its media type; the target of a
/// redirect; why a token is refused.
///
/// The body of a success is data, which is not quoted.
pub(super) fn said(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let media_type = essence(headers);
    let length = body.len();
    let body = without_byte_order_mark(body);
    let text = std::str::from_utf8(body.trim_ascii()).ok();
    let redirect = in_header(headers, &LOCATION).filter(|_| status.is_redirection());
    if redirect.is_some() {
        return redirect;
    }
    if body.trim_ascii().is_empty() {
        // RFC 6750, section 3: why a token is refused.
        return in_header(headers, &WWW_AUTHENTICATE);
    }
    if let Some(text) = text.filter(|text| is_html(&media_type, text)) {
        let title = title(text).map(|title| format!(" titled \"{title}\"")).unwrap_or_default();
        return Some(format!("an HTML page of {length} bytes{title}"));
    }
    match (serde_json::from_slice::<Value>(body), text) {
        (Ok(_), _) if status.is_success() => None,
        (Ok(value), text) => messages(status, &value, text.unwrap_or_default()),
        (_, Some(text)) if !status.is_success() && !text.starts_with('<') => Some(text.to_owned()),
        _ if media_type.is_empty() => Some(format!("{length} bytes that are not JSON")),
        _ => Some(format!("{length} bytes of {media_type}")),
    }
}

/// The media type without its parameters, in lower case; empty if there is none.
pub(super) fn essence(headers: &HeaderMap) -> String {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a response has a media type that the request accepts; one that states none does.
pub(super) fn is_accepted(accept: Option<&str>, headers: &HeaderMap) -> bool {
    let (Some(accept), true) = (accept, headers.contains_key(CONTENT_TYPE)) else { return true };
    let media_type = essence(headers);
    accept.split(',').any(|range| {
        let range = range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_within = |prefix: &str| prefix == "*/" || media_type.starts_with(prefix);
        range.strip_suffix('*').map_or(range == media_type, is_within)
    })
}

fn in_header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(|value| format!("{name}: {value}"))
}

/// The request id, from a header or a JSON body.
pub(super) fn request_id(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    if let Some(id) = request_id_header(headers) {
        return Some(id.to_owned());
    }
    let body: Value = serde_json::from_slice(without_byte_order_mark(body)).ok()?;
    let places = [Some(&body), body.get("error")];
    let id = places.into_iter().flatten().find_map(|place| ID_KEYS.iter().find_map(|key| place.get(key)?.as_str()));
    id.filter(|id| is_id(id)).map(str::to_owned)
}

pub(super) fn request_id_header(headers: &HeaderMap) -> Option<&str> {
    ID_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok()).filter(|id| is_id(id))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_html(media_type: &str, text: &str) -> bool {
    let starts_with = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    media_type == "text/html" || starts_with("<!doctype html") || starts_with("<html")
}

/// The content of a page's `<title>`, with one space for each run of white space.
fn title(page: &str) -> Option<String> {
    // Lowercasing only ASCII keeps all offsets.
    let lower = page.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title: Vec<_> = page[start..end].split_whitespace().collect();
    (!title.is_empty()).then(|| title.join(" "))
}

/// The messages in a JSON body; its whole text if it has none.
fn messages(status: StatusCode, value: &Value, whole: &str) -> Option<String> {
    let mut messages = Messages { status, text: String::new() };
    match value {
        Value::Object(members) => messages.headline(members),
        list => messages.entry("", list),
    }
    let is_empty = match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        other => other.is_null(),
    };
    let text = if messages.text.is_empty() && !is_empty { whole.to_owned() } else { messages.text };
    (!text.is_empty()).then_some(text)
}

struct Messages {
    status: StatusCode,
    text: String,
}

impl Messages {
    /// The text of an object about the whole request, and the entries that it lists.
    fn headline(&mut self, members: &Map<String, Value>) {
        if let Some(text) = text(members) {
            let title = member(members, "title").and_then(Value::as_str).unwrap_or_default();
            let is_apart = title != text && Some(title) != self.status.canonical_reason();
            self.add(if is_apart { title } else { "" }, text);
        }
        for key in LISTS {
            match member(members, key) {
                Some(Value::Object(error)) if key == "error" => self.headline(error),
                // The name of the status, or of a kind of error that another text explains.
                Some(Value::String(error)) if key.starts_with("error") && self.text.is_empty() => self.add("", error),
                Some(list @ (Value::Array(_) | Value::Object(_))) => self.entry("", list),
                _ => {}
            }
        }
    }

    /// Adds the messages about the value at `place`.
    fn entry(&mut self, place: &str, value: &Value) {
        match value {
            Value::String(text) => self.add(place, text),
            Value::Array(items) => items.iter().for_each(|item| self.entry(place, item)),
            Value::Object(members) => match text(members) {
                Some(text) => self.add(&joined(place, &place_of(members)), text),
                None => members.iter().for_each(|(key, value)| self.entry(&joined(place, key), value)),
            },
            _ => {}
        }
    }

    fn add(&mut self, place: &str, text: &str) {
        let text = text.trim();
        let is_said = text.is_empty() || place.is_empty() && Some(text) == self.status.canonical_reason();
        if is_said || self.text.len() > COLLECTED {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("; ");
        }
        if !place.is_empty() {
            self.text.push_str(place);
            self.text.push_str(": ");
        }
        self.text.push_str(text);
    }
}

fn text(members: &Map<String, Value>) -> Option<&str> {
    TEXTS.iter().find_map(|key| member(members, key)?.as_str()).filter(|text| !text.trim().is_empty())
}

/// The location of an entry, as the server writes it; a list of names becomes a pointer.
fn place_of(members: &Map<String, Value>) -> String {
    let source = member(members, "source").and_then(Value::as_object).unwrap_or(members);
    let step = |step: &Value| step.as_str().map_or_else(|| step.to_string(), str::to_owned);
    let place = PLACES.iter().find_map(|key| match member(source, key)? {
        Value::String(place) => Some(place.clone()),
        Value::Array(steps) => Some(steps.iter().map(|one| format!("/{}", step(one))).collect()),
        _ => None,
    });
    place.unwrap_or_default()
}

fn joined(place: &str, step: &str) -> String {
    match (place, step) {
        ("", step) => step.to_owned(),
        (place, "") => place.to_owned(),
        (place, step) => format!("{place}/{}", step.trim_start_matches('/')),
    }
}

/// Finds a member by name, ignoring ASCII case.
fn member<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    members.get(name).or_else(|| members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, media_type: &str, body: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, media_type.parse().expect("a header"));
        said(StatusCode::from_u16(status).expect("a status"), &headers, body.as_bytes())
    }

    #[test]
    fn media_types_that_are_accepted() {
        let accepted = |accept: &str, media_type: Option<&str>| {
            let stated = media_type.map(|text| (CONTENT_TYPE, text.parse().expect("a header")));
            is_accepted(Some(accept), &stated.into_iter().collect())
        };
        let both = "text/event-stream, application/json;charset=utf-8";
        for media_type in
            [None, Some("application/json"), Some("Application/JSON; charset=x"), Some("text/event-stream")]
        {
            assert!(accepted(both, media_type), "{media_type:?}");
        }
        for media_type in ["", "text/html", "application/json+x", "application", "*/*"] {
            assert!(!accepted(both, Some(media_type)), "{media_type}");
        }
        assert!(accepted("image/*", Some("image/png")) && !accepted("image/*", Some("imagery/png")));
        assert!(accepted("*/*", Some("text/html")) && is_accepted(None, &HeaderMap::new()));
    }

    #[test]
    fn the_usual_keys() {
        for (body, text) in [
            (r#"{"error": {"code": "x", "message": "no"}}"#, "no"),
            (r#"{"message": "no", "error": "Unprocessable"}"#, "no"),
            (r#"{"error": "invalid_request", "error_description": "no"}"#, "no"),
            (r#"{"error": "no"}"#, "no"),
            (r#"{"errors": "no"}"#, "no"),
            (r#"{"Message": " no\r\n"}"#, "no"),
            (r#""no""#, "no"),
            (r#"{"type": "about:blank", "title": "bad", "detail": "no"}"#, "bad: no"),
            (r#"{"title": "Unprocessable Entity", "status": 422, "detail": "no"}"#, "no"),
            (r#"{"title": "bad"}"#, "bad"),
        ] {
            assert_eq!(of(422, "application/json", body).as_deref(), Some(text), "{body}");
        }
    }

    #[test]
    fn lists_are_told_with_their_places() {
        for (body, text) in [
            (
                r#"{"errors": {"age": ["is no number"], "name": ["is taken", "is odd"]}}"#,
                "age: is no number; name: is taken; name: is odd",
            ),
            (r#"{"errors": {"address": {"street": "is empty"}}}"#, "address/street: is empty"),
            (
                r#"{"detail": [{"loc": ["body", "list", 0, "name"], "msg": "field required", "input": {"key": "x"}}]}"#,
                "/body/list/0/name: field required",
            ),
            (
                r#"{"error": {"message": "two rules", "violations": [{"pointer": "/a", "rule": "x", "message": "b"}, {"message": "c"}]}}"#,
                "two rules; /a: b; c",
            ),
            (
                r#"{"errors": [{"field": "name", "message": "is taken"}, {"source": {"pointer": "/data"}, "detail": "is odd"}]}"#,
                "name: is taken; /data: is odd",
            ),
            (
                r#"{"title": "bad", "invalid-params": [{"name": "age", "reason": "is negative"}]}"#,
                "bad; age: is negative",
            ),
            (
                r#"{"statusCode": 422, "message": ["name is empty", "age is negative"], "error": "Unprocessable Entity"}"#,
                "name is empty; age is negative",
            ),
            (r#"["a", {"message": "b"}, 3]"#, "a; b"),
        ] {
            assert_eq!(of(422, "application/json", body).as_deref(), Some(text), "{body}");
        }
        let many = format!(r#"{{"errors": [{}"x"]}}"#, r#""no","#.repeat(10_000));
        assert!(of(422, "application/json", &many).is_some_and(|text| text.len() <= COLLECTED + 10));
    }

    #[test]
    fn other_json_is_told_as_it_is() {
        for body in [r#"{"code":7}"#, r#"{"timestamp":1,"error":"Unprocessable Entity"}"#, "[3]", "3"] {
            assert_eq!(of(422, "application/json", body).as_deref(), Some(body));
        }
        for body in ["", " \r\n", "{}", "[]", "null", r#""""#] {
            assert_eq!(of(422, "application/json", body), None, "{body}");
        }
    }

    #[test]
    fn of_a_page_its_length_and_title_are_told() {
        let page = "<!DOCTYPE html>\n<html><TITLE\n>502 Bad\r\n  Gateway</title><body>secret</body>";
        assert_eq!(of(502, "", page).as_deref(), Some("an HTML page of 75 bytes titled \"502 Bad Gateway\""));
        assert_eq!(of(502, "text/html; charset=x", "İ<title>").as_deref(), Some("an HTML page of 9 bytes"));
        assert_eq!(of(502, "text/xml", "<a/>").as_deref(), Some("4 bytes of text/xml"));
        assert_eq!(of(502, "", "\u{fffd}").as_deref(), Some("\u{fffd}"));
        let binary = said(StatusCode::BAD_GATEWAY, &HeaderMap::new(), b"\x1f\x8b\xff");
        assert_eq!(binary.as_deref(), Some("3 bytes that are not JSON"));
        assert_eq!(of(503, "text/plain", "upstream is down\n").as_deref(), Some("upstream is down"));
    }

    #[test]
    fn headers_speak_where_the_body_does_not() {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, "/login".parse().expect("a header"));
        headers.insert(WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"".parse().expect("a header"));
        let said = |status, body: &[u8]| said(StatusCode::from_u16(status).expect("a status"), &headers, body);
        assert_eq!(said(302, b"<html>").as_deref(), Some("location: /login"));
        assert_eq!(said(401, b"").as_deref(), Some("www-authenticate: Bearer error=\"invalid_token\""));
        assert_eq!(said(401, b"who are you").as_deref(), Some("who are you"));
    }

    #[test]
    fn the_data_of_a_success_is_not_quoted() {
        assert_eq!(of(201, "application/json", r#"{"message": "s3cret"}"#), None);
        assert_eq!(of(201, "application/json", r#"{"token": "s3c"#).as_deref(), Some("14 bytes of application/json"));
        assert_eq!(of(201, "text/plain", "s3cret").as_deref(), Some("6 bytes of text/plain"));
        assert_eq!(
            of(200, "text/html", "<title>Log in</title>").as_deref(),
            Some("an HTML page of 21 bytes titled \"Log in\"")
        );
    }

    #[test]
    fn ids() {
        let mut headers = HeaderMap::new();
        assert_eq!(request_id(&headers, br#"{"error": {"request_id": "b"}}"#), Some("b".to_owned()));
        assert_eq!(request_id(&headers, br#"{"request_id": "b c"}"#), None);
        headers.insert("x-request-id", "a".parse().expect("a header"));
        assert_eq!(request_id(&headers, br#"{"request_id": "b"}"#), Some("a".to_owned()));
        headers.insert("x-request-id", "a b".parse().expect("a header"));
        assert_eq!(request_id(&headers, b""), None);
    }
}
