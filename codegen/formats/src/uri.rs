//! URIs, validated by their characters.

use crate::{text::byte_at, violation::Violation};

/// Whether `text` is a URI: a scheme, a colon, and characters that are allowed in a URI.
///
/// RFC 3986: the scheme of section 3.1, the characters of section 2 with `%` only before two hexadecimal digits, and
/// at most one `#` (section 3.5). The authority is not parsed.
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    const NO_SCHEME: &str = "expected a URI with a scheme, such as `https://`";
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        if at == bytes.len() {
            return Err(Violation::of_whole(NO_SCHEME));
        }
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at > 0 => break,
            _ => return Err(Violation::at(text, at, NO_SCHEME)),
        }
        at += 1;
    }
    let mut fragment = false;
    while at < bytes.len() {
        let reason = match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => None,
            b':' | b'/' | b'?' | b'[' | b']' | b'@' => None,
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' => None,
            b'#' if fragment => Some("a URI can have only one `#`: write `%23`"),
            b'#' => {
                fragment = true;
                None
            }
            b'%' if is_hex_digit_at(bytes, at + 1) && is_hex_digit_at(bytes, at + 2) => None,
            b'%' => Some("expected two hexadecimal digits after `%`: write `%25` for a percent sign"),
            b' ' => Some("a URI cannot contain spaces: write `%20`"),
            b'\\' => Some("a URI cannot contain a backslash: write `/` or `%5C`"),
            0x80.. => Some("a URI must be ASCII: percent-encode this character, or write a host in punycode (`xn--…`)"),
            _ => Some("this character is not allowed in a URI: percent-encode it"),
        };
        if let Some(reason) = reason {
            return Err(Violation::at(text, at, reason));
        }
        at += 1;
    }
    Ok(())
}

const fn is_hex_digit_at(bytes: &[u8], at: usize) -> bool {
    matches!(byte_at(bytes, at), Some(digit) if digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use crate::{
        Format::Uri,
        testing::{assert_accepts, assert_refuses},
    };

    #[test]
    fn accepts() {
        assert_accepts(
            Uri,
            &[
                "https://api.alpha.openscaler.net",
                "http://[::1]:8080/a?b=c&d#e",
                "mailto:admin@example.com",
                "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "a+b-c.1:",
                "https://example.com/%C3%A9",
            ],
        );
    }

    #[test]
    fn refuses() {
        const NO_SCHEME: &str = "expected a URI with a scheme, such as `https://`";
        const PERCENT: &str = "expected two hexadecimal digits after `%`: write `%25` for a percent sign";
        assert_refuses(
            Uri,
            &[
                ("", None, NO_SCHEME),
                ("example", None, NO_SCHEME),
                ("/path", Some(0), NO_SCHEME),
                (":a", Some(0), NO_SCHEME),
                ("1a:b", Some(0), NO_SCHEME),
                ("example.com/a:b", Some(11), NO_SCHEME),
                ("https://a b", Some(9), "a URI cannot contain spaces: write `%20`"),
                ("a:b\\c", Some(3), "a URI cannot contain a backslash: write `/` or `%5C`"),
                (
                    "https://münchen.de",
                    Some(9),
                    "a URI must be ASCII: percent-encode this character, or write a host in punycode (`xn--…`)",
                ),
                ("a:<b>", Some(2), "this character is not allowed in a URI: percent-encode it"),
                ("a:#b#", Some(4), "a URI can have only one `#`: write `%23`"),
                ("a:100%", Some(5), PERCENT),
                ("a:%2", Some(2), PERCENT),
                ("a:%2g", Some(2), PERCENT),
            ],
        );
    }
}
