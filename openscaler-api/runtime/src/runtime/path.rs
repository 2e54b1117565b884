//! Path parameters: what is put into a path stays one segment of it.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

use super::Error;

/// All but the unreserved characters of RFC 3986, section 2.3.
///
/// A backslash is among what is encoded: to a URL parser it is a slash, and `..\..\x` would climb.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `value` as one segment of a path.
pub fn encode_path(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// Refuses a URL whose parameters changed the shape of the path.
///
/// Every URL library collapses a segment of `.` or `..`, however it is encoded, and an empty one leads to another
/// resource on many servers. A `template` is the document's, such as `/v1/lbs/{lb_id}/certificates`.
pub fn check_segments(url: &Url, base_path: &str, template: &'static str) -> Result<(), Error> {
    let path = url.path().strip_prefix(base_path.trim_end_matches('/')).unwrap_or_default();
    let same_shape = path.split('/').count() == template.split('/').count()
        && path.split('/').zip(template.split('/')).all(|(segment, template)| {
            !segment.is_empty() && template.contains('{') || segment == encode_constant(template)
        });
    if same_shape { Ok(()) } else { Err(Error::unsendable("a path parameter is empty, `.` or `..`")) }
}

/// A constant segment as it stands in a parsed URL.
fn encode_constant(segment: &str) -> Cow<'_, str> {
    // Nearly all of them stand for themselves; to parse a URL for each takes longer than to send the request.
    if segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        return segment.into();
    }
    let mut url = Url::parse("http://localhost").expect("a constant URL");
    url.set_path(segment);
    url.path().trim_start_matches('/').to_owned().into()
}
