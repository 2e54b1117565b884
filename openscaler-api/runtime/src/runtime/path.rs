//! Path parameters: a value never becomes more or less than its part of the path.

use reqwest::Url;
use serde::Serialize;

use super::error::Error;
use super::parameter::{encode_path, parts, to_value};

/// `value` in the style `simple`, encoded: `blue`, `red,blue` (RFC 6570, section 3.2.2).
///
/// An empty one is refused here, since the URL does not show it where the value is a part of a segment.
pub fn segment<T: Serialize + ?Sized>(value: &T, explode: bool) -> Result<String, Error> {
    let text = encoded(value, explode)?.join(",");
    if text.is_empty() { Err(Error::unsendable(MISSING)) } else { Ok(text) }
}

const MISSING: &str = "a path parameter is empty, `.` or `..`";

/// `value` in the style `label`, encoded: `.blue`, `.red,blue`, and with `explode` `.red.blue` (RFC 6570, section 3.2.5).
pub fn label<T: Serialize + ?Sized>(value: &T, explode: bool) -> Result<String, Error> {
    Ok(format!(".{}", encoded(value, explode)?.join(if explode { "." } else { "," })))
}

/// `value` in the style `matrix`, encoded: `;c=blue`, `;c=red,blue`, and with `explode` `;c=red;c=blue` (RFC 6570,
/// section 3.2.7).
pub fn matrix<T: Serialize + ?Sized>(name: &str, value: &T, explode: bool) -> Result<String, Error> {
    let value = to_value(value)?;
    let parts = encoded(&value, explode)?;
    let name = encode_path(name);
    Ok(match explode {
        true if value.is_object() => parts.iter().map(|part| format!(";{part}")).collect(),
        true => parts.iter().map(|part| format!(";{name}={part}")).collect(),
        false => format!(";{name}={}", parts.join(",")),
    })
}

fn encoded<T: Serialize + ?Sized>(value: &T, explode: bool) -> Result<Vec<String>, Error> {
    Ok(parts(&to_value(value)?, explode, |text| encode_path(text).to_string()))
}

/// Refuses a URL whose parameters changed the shape of the path.
///
/// Every URL library collapses a segment of `.` or `..`, however it is encoded, and an empty one leads to another
/// resource on many servers. A `template` is the document's, such as `/v1/lbs/{lb_id}/certificates`.
pub fn check_segments(url: &Url, base_path: &str, template: &'static str) -> Result<(), Error> {
    let path = url.path().strip_prefix(base_path).unwrap_or_default();
    if is_of(path, template) || has_shape_of(path, template) { Ok(()) } else { Err(Error::unsendable(MISSING)) }
}

/// Whether `path` is `template` with one segment for each parameter, as nearly all paths are.
fn is_of(mut path: &str, mut template: &str) -> bool {
    while let Some((constant, rest)) = template.split_once('{') {
        let (Some(after), Some((_, rest))) = (path.strip_prefix(constant), rest.split_once('}')) else { return false };
        let end = after.find('/').unwrap_or(after.len());
        if end == 0 || !constant.ends_with('/') || !(rest.is_empty() || rest.starts_with('/')) {
            return false;
        }
        (path, template) = (&after[end..], rest);
    }
    path == template
}

/// The same, with constants that a URL encodes, and parameters that are a part of a segment.
fn has_shape_of(path: &str, template: &str) -> bool {
    let mut segments = split(path);
    split(template).all(|template| segments.next().is_some_and(|segment| fits(segment, template)))
        && segments.next().is_none()
}

fn split(path: &str) -> impl Iterator<Item = &[u8]> {
    path.as_bytes().split(|byte| *byte == b'/')
}

fn fits(segment: &[u8], template: &[u8]) -> bool {
    if template.contains(&b'{') {
        !segment.is_empty()
    } else {
        // A URL contains nearly all constants unchanged.
        segment == template
            || std::str::from_utf8(template).is_ok_and(|template| segment == encode_constant(template).as_bytes())
    }
}

/// A constant segment in the form of a parsed URL.
fn encode_constant(segment: &str) -> String {
    let mut url = Url::parse("http://localhost").expect("a constant URL");
    url.set_path(segment);
    url.path().trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, template: &'static str) -> bool {
        let url = Url::parse(&format!("http://localhost/base{path}")).expect("a URL");
        check_segments(&url, "/base", template).is_ok()
    }

    #[test]
    fn styles() {
        let (list, object) = (["a b", "c,d"], serde_json::json!({ "g": "x/y", "n": null, "r": 1 }));
        assert_eq!(segment(&7, false).expect("text"), "7");
        assert!(segment("", false).is_err() && segment(&[0; 0], true).is_err());
        assert_eq!(segment(&list, true).expect("text"), "a%20b,c%2Cd");
        assert_eq!(segment(&object, false).expect("text"), "g,x%2Fy,r,1");
        assert_eq!(segment(&object, true).expect("text"), "g=x%2Fy,r=1");
        assert_eq!(label(&7, false).expect("text"), ".7");
        assert_eq!(label(&list, false).expect("text"), ".a%20b,c%2Cd");
        assert_eq!(label(&list, true).expect("text"), ".a%20b.c%2Cd");
        assert_eq!(label(&object, false).expect("text"), ".g,x%2Fy,r,1");
        assert_eq!(label(&object, true).expect("text"), ".g=x%2Fy.r=1");
        assert_eq!(matrix("p", "a b", true).expect("text"), ";p=a%20b");
        assert_eq!(matrix("p", &list, false).expect("text"), ";p=a%20b,c%2Cd");
        assert_eq!(matrix("p", &list, true).expect("text"), ";p=a%20b;p=c%2Cd");
        assert_eq!(matrix("p", &object, false).expect("text"), ";p=g,x%2Fy,r,1");
        assert_eq!(matrix("p", &object, true).expect("text"), ";g=x%2Fy;r=1");
        assert!(check("/v1/a/;p=a%20b;p=c", "/v1/a/{x}"));
    }

    #[test]
    fn a_value_of_any_kind_becomes_a_segment() {
        assert_eq!(encode_path("a b/c\\d\u{e9}-._~%").to_string(), "a%20b%2Fc%5Cd%C3%A9-._~%25");
        assert_eq!(encode_path(-42).to_string(), "-42");
        assert_eq!(encode_path(format_args!("{}/{}", 1, "\u{e9}")).to_string(), "1%2F%C3%A9");
    }

    #[test]
    fn a_path_keeps_its_shape() {
        let template = "/v1/lbs/{lb_id}/certificates";
        for id in ["42", "a%2Fb", "%5C..%5C", "...", "~"] {
            assert!(check(&format!("/v1/lbs/{id}/certificates"), template), "{id}");
        }
        for id in ["", ".", "..", "%2e%2E", "a/b", "a/../.."] {
            assert!(!check(&format!("/v1/lbs/{id}/certificates"), template), "{id}");
        }
        assert!(!check("/v1/lbs/42/certificates/more", template));
        assert!(!check("/v1/lbs/42", template));
        assert!(!check("/v2/lbs/42/certificates", template));
        assert!(check("/a/x.json", "/a/{id}.json") && check("/a/x/y", "/a/{b}/{c}"));
        assert!(!check("/a//y", "/a/{b}/{c}") && !check("/a/x/", "/a/{b}/{c}"));
    }

    #[test]
    fn constants_may_need_encoding() {
        assert!(check("/v1/a b/\u{e9}/x", "/v1/a b/\u{e9}/{id}"));
        assert!(!check("/v1/a c/\u{e9}/x", "/v1/a b/\u{e9}/{id}"));
    }
}
