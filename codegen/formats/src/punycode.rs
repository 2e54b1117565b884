//! Whether what follows `xn--` in a label can be decoded (RFC 3492).

use crate::text::is_whitespace;

/// Whether the ASCII letters, digits and hyphens from `start` to `end` are the punycode of a text.
///
/// The text must have a non-ASCII character, since otherwise there is nothing to encode, and no control character or white
/// space, which internationalized names do not allow (RFC 5892).
pub(crate) const fn is_punycode(bytes: &[u8], start: usize, end: usize) -> bool {
    // RFC 3492, section 6.2; the names are those of its section 3, but for `n`, which is `code`, and `i`, which is
    // `position`. What is decoded is not kept.
    let delimiter = last_hyphen(bytes, start, end);
    let (mut length, mut at) = if delimiter > start { ((delimiter - start) as u64, delimiter + 1) } else { (0, start) };
    if at == end {
        return false;
    }
    let mut code = 128;
    let mut position = 0;
    let mut bias = 72;
    while at < end {
        let before = position;
        let mut weight = 1;
        let mut k = 36;
        loop {
            if at == end {
                return false;
            }
            let digit = match bytes[at] {
                letter @ (b'a'..=b'z' | b'A'..=b'Z') => (letter.to_ascii_lowercase() - b'a') as u64,
                digit @ b'0'..=b'9' => (digit - b'0') as u64 + 26,
                _ => return false,
            };
            at += 1;
            position += digit * weight;
            let threshold = if k <= bias {
                1
            } else if k >= bias + 26 {
                26
            } else {
                k - bias
            };
            if digit < threshold {
                break;
            }
            weight *= 36 - threshold;
            if position > MOST || weight > MOST {
                return false;
            }
            k += 36;
        }
        length += 1;
        bias = adapt(position - before, length, before == 0);
        code += position / length;
        if code > MOST || !is_of_a_name(code as u32) {
            return false;
        }
        position = position % length + 1;
    }
    true
}

/// The limit of position and weight, as in other decoders; no text with a label's length comes near it.
const MOST: u64 = u32::MAX as u64;

/// The bias for the next digits: RFC 3492, section 6.1.
const fn adapt(delta: u64, length: u64, is_first: bool) -> u64 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

/// Whether `code`, which is not ASCII, is a character that a name can contain.
const fn is_of_a_name(code: u32) -> bool {
    match char::from_u32(code) {
        Some('\u{80}'..='\u{9f}') | None => false,
        Some(character) => !is_whitespace(character),
    }
}

/// The offset of the last hyphen from `start` to `end`; `start` if there is none.
const fn last_hyphen(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut at = end;
    while at > start {
        at -= 1;
        if bytes[at] == b'-' {
            return at;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use idna::punycode::{decode, encode_str};
    use proptest::prelude::*;

    use super::is_punycode;

    fn check(text: &str) -> bool {
        is_punycode(text.as_bytes(), 0, text.len())
    }

    #[test]
    fn texts_of_the_rfc_are_decoded() {
        // RFC 3492, section 7.1, those that can be labels.
        for text in [
            "egbpdaj6bu4bxfgehfvwxn",
            "ihqwcrb4cv8a8dqg056pqjye",
            "ihqwctvzc91f659drss3x8bo0yb",
            "Proprostnemluvesky-uyb24dma41a",
            "4dbcagdahymbxekheh6e0a7fei0b",
            "i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd",
            "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
            "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
            "b1abfaaepdrnnbgefbadotcwatmq2g4l",
            "PorqunopuedensimplementehablarenEspaol-fmd56a",
            "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g",
            "3B-ww4c5e180e575a65lsy2b",
            "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n",
            "MajiKoi5-783gue6qz075azm5e",
            "de-jg4avhby1noc0d",
            "d9juau41awczczp",
        ] {
            assert!(check(text), "{text}");
        }
    }

    #[test]
    fn what_stands_for_nothing_is_not_decoded() {
        for text in ["", "-", "a", "0", "zz", "99999999", "example-", "ls8h-", "a-b", "\u{e9}", "kva."] {
            assert!(!check(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_reference_agrees(text in "[a-zA-Z0-9-]{0,12}|[0-9a-c]{1,6}|[a-z]{1,5}-[a-z0-9]{1,4}") {
            let decoded = decode(&text).is_some_and(|text| {
                text.iter().any(|letter| !letter.is_ascii())
                    && !text.iter().any(|letter| letter.is_control() || letter.is_whitespace())
            });
            prop_assert_eq!(check(&text), decoded);
        }

        #[test]
        fn what_the_reference_encodes_is_decoded(text in "[a-z0-9-]{0,10}[^\\x00-\\xa0\\p{Z}\\p{Cc}][a-zà-ÿ京]{0,5}") {
            prop_assert!(check(&encode_str(&text).unwrap()));
        }
    }
}
