//! What an answer says, in the server's own words: its messages, with the places that they are about.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, WWW_AUTHENTICATE};
use serde_json::{Map, Value};

/// The longest request id, in bytes.
const ID_LENGTH: usize = 200;
/// How much is collected of many messages, in bytes.
const COLLECTED: usize = 2000;

/// Where servers put a text for people, in the order in which they are believed.
const TEXTS: [&str; 7] = ["message", "detail", "error_description", "title", "reason", "msg", "description"];
/// Where they list what is wrong with a request: objects, texts, or a map from each field to its messages.
const LISTS: [&str; 8] =
    ["errors", "violations", "detail", "message", "invalid-params", "invalid_params", "issues", "error"];
/// Where an entry of such a list says which value it is about.
const PLACES: [&str; 9] = ["pointer", "field", "loc", "path", "instancePath", "property", "param", "parameter", "name"];
/// Where they put the name under which their own log knows a request.
const ID_HEADERS: [&str; 5] = ["x-request-id", "request-id", "x-correlation-id", "x-trace-id", "traceparent"];
const ID_KEYS: [&str; 2] = ["request_id", "requestId"];

/// What an answer says: its messages if it is JSON, its text if it is that, else of what kind it is; where a redirect
/// leads; why a token is refused.
///
/// The body of a success is data and is not quoted.
pub(super) fn said(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let length = body.len();
    let text = std::str::from_utf8(body.trim_ascii()).ok();
    let redirect = in_header(headers, &LOCATION).filter(|_| status.is_redirection());
    if redirect.is_some() {
        return redirect;
    }
    if body.trim_ascii().is_empty() {
        // RFC 6750, section 3: why a token is refused.
        return in_header(headers, &WWW_AUTHENTICATE);
    }
    if let Some(text) = text.filter(|text| is_html(media_type, text)) {
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

fn in_header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(|value| format!("{name}: {value}"))
}

/// The name under which the server's log knows the request, from a header or a JSON body.
pub(super) fn request_id(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    if let Some(id) = request_id_header(headers) {
        return Some(id.to_owned());
    }
    let body: Value = serde_json::from_slice(body).ok()?;
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
    media_type.eq_ignore_ascii_case("text/html") || starts_with("<!doctype html") || starts_with("<html")
}

/// What stands in the `<title>` of a page, with one space for each run of white space.
fn title(page: &str) -> Option<String> {
    // Lower case of ASCII alone moves nothing.
    let lower = page.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title: Vec<_> = page[start..end].split_whitespace().collect();
    (!title.is_empty()).then(|| title.join(" "))
}

/// The messages of a JSON body; its whole text if it has none that can be told.
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
    /// The text of an object that is about the whole request, and what it lists.
    fn headline(&mut self, members: &Map<String, Value>) {
        if let Some(text) = text(members) {
            let title = member(members, "title").and_then(Value::as_str).unwrap_or_default();
            let is_apart = title != text && Some(title) != self.status.canonical_reason();
            self.add(if is_apart { title } else { "" }, text);
        }
        for key in LISTS {
            match member(members, key) {
                Some(Value::Object(error)) if key == "error" => self.headline(error),
                // The name of the status, or of a kind of error that a text explains.
                Some(Value::String(error)) if key.starts_with("error") && self.text.is_empty() => self.add("", error),
                Some(list @ (Value::Array(_) | Value::Object(_))) => self.entry("", list),
                _ => {}
            }
        }
    }

    /// What is wrong with the value at `place`.
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

/// The value that an entry is about, as the server writes it; a list of names becomes a pointer.
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

/// A member by its name in upper or lower case.
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
