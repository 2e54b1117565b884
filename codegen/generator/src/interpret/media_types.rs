//! Media types: which of several is sent or read.

use openscaler_openapi::media_type::essence;

use super::references::Part;

pub(super) const JSON: &str = "application/json";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
pub(super) const EVENTS: &str = "text/event-stream";
pub(super) const MULTIPART: &str = "multipart/form-data";
const TEXTS: [&str; 2] = ["text/plain", "text/x-markdown"];

pub(super) fn is_text(media_type: &str) -> bool {
    TEXTS.contains(&essence(media_type).as_str())
}

/// Whether the parameters of a media type say more than how its text is encoded.
pub(super) fn has_meaning(media_type: &str) -> bool {
    let mut parameters = media_type.split(';').skip(1).map(|parameter| parameter.trim().to_ascii_lowercase());
    parameters.any(|parameter| !parameter.is_empty() && !parameter.starts_with("charset="))
}

/// Whether a text can be the value of a header.
pub(super) fn is_header_value(text: &str) -> bool {
    text.chars().all(|character| character == ' ' || character.is_ascii_graphic())
}

/// The media type that is read or written as JSON, if there is one.
///
/// `application/json` comes first, then its relatives; where any type will do, JSON will unless the value is a string.
pub(super) fn json_of<'d>(content: &[(&'d str, Part<'d>)], is_value: impl Fn(&Part<'d>) -> bool) -> Option<usize> {
    let rank = |name: &str, media_type: &Part<'d>| match essence(name).as_str() {
        JSON => Some(0),
        "text/json" => Some(1),
        "*/*" | "*" | "application/*" => is_value(media_type).then_some(2),
        other => (other.ends_with("+json") && !other.contains("stream") && is_header_value(name)).then_some(1),
    };
    let ranked = content.iter().enumerate();
    let ranked = ranked.filter_map(|(index, (name, media_type))| Some((rank(name, media_type)?, index)));
    ranked.min().map(|(_, index)| index)
}

/// Whether a media type is one, and no range of them.
pub(super) fn is_concrete(media_type: &str) -> bool {
    let essence = essence(media_type);
    let parts = essence.split_once('/');
    parts.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype)) && is_header_value(media_type)
}

/// Whether it is a range of media types: the caller says which it is.
pub(super) fn is_range(media_type: &str) -> bool {
    let essence = essence(media_type);
    let parts = essence.split_once('/');
    essence == "*" || parts.is_some_and(|(kind, subtype)| (kind == "*" || is_token(kind)) && subtype == "*")
}

pub(super) fn is_multipart(media_type: &str) -> bool {
    is_concrete(media_type) && essence(media_type).starts_with("multipart/")
}

fn is_token(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
}
