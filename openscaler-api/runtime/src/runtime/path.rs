//! Path parameters: what is put into a path stays one segment of it.

use std::fmt::{self, Display, Formatter, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

use super::Error;

/// All but the unreserved characters of RFC 3986, section 2.3.
///
/// A backslash is among what is encoded: to a URL parser it is a slash, and `..\..\x` would climb.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `value` as one segment of a path, to be written there.
pub fn encode_path<T: Display>(value: T) -> impl Display {
    Segment(value)
}

struct Segment<T>(T);

impl<T: Display> Display for Segment<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(Encoder(formatter), "{}", self.0)
    }
}

/// Encodes what is written on the way to where it goes.
struct Encoder<'a, 'b>(&'a mut Formatter<'b>);

impl Write for Encoder<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        utf8_percent_encode(text, RESERVED).try_for_each(|part| self.0.write_str(part))
    }
}

/// Refuses a URL whose parameters changed the shape of the path.
///
/// Every URL library collapses a segment of `.` or `..`, however it is encoded, and an empty one leads to another
/// resource on many servers. A `template` is the document's, such as `/v1/lbs/{lb_id}/certificates`.
pub fn check_segments(url: &Url, base_path: &str, template: &'static str) -> Result<(), Error> {
    let path = url.path().strip_prefix(base_path).unwrap_or_default();
    if is_of(path, template) || has_shape_of(path, template) {
        Ok(())
    } else {
        Err(Error::unsendable("a path parameter is empty, `.` or `..`"))
    }
}

/// Whether `path` is `template` with a segment in the place of each parameter: what nearly all paths are.
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

/// The same, with constants that a URL holds in another form, and parameters that are a part of a segment.
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
        // Nearly all constants stand for themselves in a URL.
        segment == template
            || std::str::from_utf8(template).is_ok_and(|template| segment == encode_constant(template).as_bytes())
    }
}

/// A constant segment as it stands in a parsed URL.
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
