//! JSON pointers (RFC 6901), and the form they take in a `$ref`.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// `pointer` with one more token, escaped.
#[must_use]
pub fn join(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", escape(token))
}

/// A token as it is written in a pointer.
#[must_use]
pub fn escape(token: &str) -> String {
    if token.contains(['~', '/']) { token.replace('~', "~0").replace('/', "~1") } else { token.to_owned() }
}

fn unescape(token: &str) -> String {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~") } else { token.to_owned() }
}

/// The tokens of a pointer, unescaped.
pub fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescape)
}

/// The last token of a pointer, unescaped; empty for the whole document.
#[must_use]
pub fn last(pointer: &str) -> String {
    pointer.rfind('/').map(|slash| unescape(&pointer[slash + 1..])).unwrap_or_default()
}

/// The pointer without its last token.
#[must_use]
pub fn parent(pointer: &str) -> &str {
    pointer.rfind('/').map_or("", |slash| &pointer[..slash])
}

/// The pointer in a `$ref` to a place in the same document (`#/…`, perhaps percent-encoded); `None` for any other.
#[must_use]
pub fn local(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#').filter(|fragment| fragment.is_empty() || fragment.starts_with('/'))?;
    // If it is not UTF-8 once decoded, it cannot name anything in a document that is.
    Some(percent_decode_str(fragment).decode_utf8().map_or_else(|_| fragment.to_owned(), Cow::into_owned))
}

/// The `$ref` of an object, if it has one.
#[must_use]
pub fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_escaped_and_unescaped() {
        let pointer = join("/paths", "/a~b/{c}");
        assert_eq!(pointer, "/paths/~1a~0b~1{c}");
        assert_eq!(last(&pointer), "/a~b/{c}");
        assert_eq!(parent(&pointer), "/paths");
        assert_eq!(parent("/paths"), "");
    }

    #[test]
    fn a_local_reference_is_decoded() {
        assert_eq!(local("#/a%20b/%zz").as_deref(), Some("/a b/%zz"));
        assert_eq!(local("#/a%ff").as_deref(), Some("/a%ff"));
        assert_eq!(local("#").as_deref(), Some(""));
        assert_eq!(local("other.yaml#/a"), None);
        assert_eq!(local("#name"), None);
    }
}
