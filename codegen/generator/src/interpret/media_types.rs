//! Media types: which of several is sent or read.

use openscaler_openapi::media_type::essence;

use super::references::Part;

pub(super) const JSON: &str = "application/json";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
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
/// `application/json` comes first, then its relatives; where any type will do, JSON will if the schema asks for it.
pub(super) fn json_of<'d>(content: &[(&'d str, Part<'d>)], is_structured: impl Fn(&Part<'d>) -> bool) -> Option<usize> {
    let rank = |name: &str, media_type: &Part<'d>| match essence(name).as_str() {
        JSON => Some(0),
        "text/json" => Some(1),
        "*/*" | "application/*" => is_structured(media_type).then_some(2),
        other => (other.ends_with("+json") && !other.contains("stream") && is_header_value(name)).then_some(1),
    };
    let ranked = content.iter().enumerate();
    let ranked = ranked.filter_map(|(index, (name, media_type))| Some((rank(name, media_type)?, index)));
    ranked.min().map(|(_, index)| index)
}

/// Whether the body of a media type can be given as bytes: the caller has nothing to say of it that is not in them.
pub(super) fn is_sendable(media_type: &str) -> bool {
    let essence = essence(media_type);
    let is_token =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c));
    let parts = essence.split_once('/');
    let is_concrete = parts.is_some_and(|(kind, subtype)| kind != "multipart" && is_token(kind) && is_token(subtype));
    is_concrete && is_header_value(media_type)
}
