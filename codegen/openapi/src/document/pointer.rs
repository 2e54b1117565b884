//! JSON pointers (RFC 6901), and the form they take in a `$ref`.

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
    let fragment = reference.strip_prefix('#')?;
    (fragment.is_empty() || fragment.starts_with('/')).then(|| percent_decoded(fragment))
}

/// The reference that an object is, if it is one. Beside `$ref` nothing counts, says OpenAPI 3.0.
#[must_use]
pub fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let hex = |digit: u8| char::from(digit).to_digit(16);
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if let (b'%', [high, low, after @ ..]) = (first, after)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
            && let Ok(byte) = u8::try_from(high * 16 + low)
        {
            decoded.push(byte);
            rest = after;
        } else {
            decoded.push(*first);
        }
    }
    // What is no UTF-8 after decoding names nothing in a document that is.
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
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
        assert_eq!(local("#").as_deref(), Some(""));
        assert_eq!(local("other.yaml#/a"), None);
        assert_eq!(local("#name"), None);
    }
}
