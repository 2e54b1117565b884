//! Whether a text from outside reveals part of a secret, in any encoding.

mod undo;

use zeroize::Zeroizing;

use super::text::printable;

/// The number of consecutive characters of a secret that reveal it; a shorter secret counts as a whole.
const SHARED: usize = 8;
/// What is shown of a text that reveals a secret.
const WITHHELD: &str = "(withheld, because it repeats part of a credential, a private key or a header)";
/// How much of a text is searched, in bytes: far more than is ever shown of one.
const SEARCHED: usize = 4096;
/// A part of the label of every private key.
const PRIVATE: &[u8] = b"PRIVATE";
/// The number of nested encodings, such as Base64 of hexadecimal.
const DEPTH: u8 = 2;

/// The secrets of one call, in the form in which they are compared; created when a call has failed.
pub(super) struct Secrets {
    /// Every part of a secret that is `SHARED` bytes long, in order.
    parts: Zeroizing<Vec<[u8; SHARED]>>,
    /// The secrets that are shorter.
    short: Vec<Zeroizing<Vec<u8>>>,
}

impl Secrets {
    /// The secrets in credentials and in the values of headers, and the private keys in the `body` of the request.
    pub(super) fn new<'a>(values: impl Iterator<Item = &'a [u8]>, body: &[u8]) -> Self {
        let mut secrets = Self { parts: Zeroizing::new(Vec::new()), short: Vec::new() };
        values.for_each(|value| secrets.add(fold(undo::space(credentials(value)))));
        // Most bodies hold no key, and one may be large.
        let views = if contains(body, PRIVATE) { undo::escapes(body) } else { Vec::new() };
        for key in views.last().into_iter().flat_map(|view| private_keys(view)) {
            secrets.add(fold(undo::space(&key)));
            // A server that decodes the key may return its bytes in another encoding.
            secrets.add(undo::base64(&key));
        }
        secrets.parts.sort_unstable();
        secrets.parts.dedup();
        secrets
    }

    fn add(&mut self, secret: Zeroizing<Vec<u8>>) {
        if secret.len() >= SHARED {
            let count = secret.len() - SHARED + 1;
            if self.parts.capacity() - self.parts.len() < count {
                self.grow(count);
            }
            self.parts.extend(parts_of(&secret));
        } else if !secret.is_empty() {
            self.short.push(secret);
        }
    }

    /// A `Vec` that grows by itself leaves its old content in memory.
    fn grow(&mut self, count: usize) {
        let mut larger = Zeroizing::new(Vec::with_capacity((self.parts.len() + count) * 2));
        larger.extend_from_slice(&self.parts);
        self.parts = larger;
    }

    /// Whether `text` reveals a secret and must not be shown.
    pub(super) fn reveals(&self, text: &str) -> bool {
        // White space around it is not shown.
        let text = text.trim().as_bytes();
        let searched = &text[..text.len().min(SEARCHED)];
        !(self.parts.is_empty() && self.short.is_empty()) && self.is_in(searched, DEPTH)
    }

    /// `text` as part of one line, or a note instead.
    pub(super) fn show(&self, text: &str) -> String {
        if self.reveals(text) { WITHHELD.to_owned() } else { printable(text) }
    }

    fn is_in(&self, text: &[u8], depth: u8) -> bool {
        undo::escapes_and_space(text).iter().any(|view| {
            let visible = undo::space(view);
            let folded = fold(visible.clone());
            // Bytes that are not text are compared unchanged.
            let mut parts = parts_of(&folded).chain(parts_of(view));
            parts.any(|part| self.parts.binary_search(&part).is_ok())
                || self.short.iter().any(|secret| contains(&folded, secret))
                || depth > 0 && undo::digits(&visible, self.shortest()).iter().any(|bytes| self.is_in(bytes, depth - 1))
        })
    }

    /// The minimum number of shared bytes.
    fn shortest(&self) -> usize {
        self.short.iter().map(|secret| secret.len()).min().unwrap_or(SHARED)
    }
}

/// The value of a header without its scheme.
fn credentials(value: &[u8]) -> &[u8] {
    let of_scheme = |scheme: &&[u8]| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let scheme = [&b"bearer "[..], b"basic "].into_iter().find(of_scheme);
    scheme.map_or(value, |scheme| &value[scheme.len()..])
}

/// The digits of every PEM block labeled as a private key, up to its end or that of the text.
fn private_keys(text: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    const BEGIN: &[u8] = b"-----BEGIN";
    const DASHES: &[u8] = b"-----";
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(begin) = find(rest, BEGIN) {
        rest = &rest[begin + BEGIN.len()..];
        let Some(end) = find(rest, DASHES) else { break };
        let (label, block) = (&rest[..end], &rest[end + DASHES.len()..]);
        let block = &block[..find(block, DASHES).unwrap_or(block.len())];
        if contains(label, PRIVATE) {
            let mut digits = Zeroizing::new(Vec::with_capacity(block.len()));
            // A line with a colon is a header of an encrypted key (RFC 1421).
            for line in block.split(|byte| *byte == b'\n').filter(|line| !line.contains(&b':')) {
                digits.extend(line.iter().filter(|byte| undo::base64_digit(**byte).is_some()));
            }
            keys.push(digits);
        }
    }
    keys
}

/// `bytes` without case, and with one of the two alphabets of Base64.
fn fold(mut bytes: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    for byte in bytes.iter_mut() {
        *byte = match *byte {
            b'-' => b'+',
            b'_' => b'/',
            byte => byte.to_ascii_lowercase(),
        };
    }
    bytes
}

fn parts_of(bytes: &[u8]) -> impl Iterator<Item = [u8; SHARED]> {
    bytes.windows(SHARED).filter_map(|part| part.try_into().ok())
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    find(text, part).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits as those of a key, but of no key.
    const KEY: &str =
        "Tm90IGEga2V5LCBidXQgdGhlIGRpZ2l0cyBvZiBvbmUuIE5v\\nF3bC7kX9pQ2vL0aZtR6uJ1yHsWnE8dGiMoKxYhVfBqChRANC\\nAAT=\\n";

    fn secrets() -> Secrets {
        let headers = ["Bearer Correct_Horse-1", "s3cret"];
        let body = format!(
            "{{\"cert_content\":\"-----BEGIN CERTIFICATE-----\\nVGhpcyBpcyBub3QgYSBzZWNyZXQ=\\n-----END CERTIFICATE-----\\n\
             -----BEGIN EC PRIVATE KEY-----\\n{KEY}-----END EC PRIVATE KEY-----\\n\",\"name\":\"my-certificate\"}}"
        );
        Secrets::new(headers.iter().map(|value| value.as_bytes()), body.as_bytes())
    }

    #[test]
    fn a_secret_is_found_in_whatever_is_made_of_it() {
        let secrets = secrets();
        for text in [
            "token correct_horse-1 is wrong",
            "Correct_",
            "c o r r e c t _ h o r s e",
            "co\u{200b}rrect_h\u{ad}orse",
            r"\u0063\u006f\u0072\u0072\u0065\u0063\u0074\u005f",
            r"\\u0063orrect_horse",
            "%63%6F%72%72%65%63%74_",
            "%2563orrect%255f",
            "&#99;orrect&#x5F;horse&lowbar;",
            "& # 9 9 ;orrect_",
            "&#99 orrect_",
            "636f72726563745f",
            "63:6F:72:72:65:63:74:5F",
            "63 6f 72 72 65 63 74 5f",
            "a63-6f-72-72-65-63-74-5f",
            // Base64 of "Correct_Horse-1", of "xCorrect_Horse-1" and of "xxCorrect_Horse-1".
            "Q29ycmVjdF9Ib3JzZS0x",
            "eENvcnJlY3RfSG9yc2UtMQ==",
            "eHhDb3JyZWN0X0hvcnNlLTE",
            "abcQ29ycmVj dF9I\u{200b}b3JzZS0x",
            // Base64 of its hexadecimal digits.
            "NDM2ZjcyNzI2NTYzNzQ1Zg==",
            "S3CRET",
            "czNjcmV0",
            "F3bC7kX9",
            "f3bc7kx9",
            // A key goes over a line's end, and its bytes are known as well as its digits.
            "BvZiBvbmUuIE5v\\nF3bC",
            "UuIE5vF3",
            "65:2e:20:4e:6f:17:76:c2",
        ] {
            assert!(secrets.reveals(text), "{text}");
            assert_eq!(secrets.show(text), WITHHELD);
            assert_eq!(secrets.show(&format!("{}{text}", " ".repeat(SEARCHED))), WITHHELD);
        }
    }

    #[test]
    fn ordinary_messages_come_through() {
        let secrets = secrets();
        for text in [
            "the name `my-certificate` is taken; choose another",
            "expected -----BEGIN PRIVATE KEY-----, found -----BEGIN EC PRIVATE KEY-----",
            "the private key does not belong to the certificate VGhpcyBpcyBub3QgYSBzZWNyZXQ=",
            "a correct one",
            "cert_content: value is not a valid PEM bundle (100% of it)",
            "Das Zertifikat für „münchen.example“ gehört nicht zum Schlüssel",
            "0c2f13d4-98ab-4cde-8f01-23456789abcd",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "",
        ] {
            assert!(!secrets.reveals(text), "{text}");
            assert_eq!(secrets.show(text), text);
        }
        assert!(!Secrets::new([].into_iter(), b"").reveals("anything at all"));
        let without_digits = b"{\"note\":\"-----BEGIN PRIVATE KEY-----\\n-----END PRIVATE KEY-----\"}";
        assert!(!Secrets::new([].into_iter(), without_digits).reveals("the name is taken"));
    }

    #[test]
    fn a_form_s_key_is_known() {
        let body = b"name=x&key=-----BEGIN+RSA+PRIVATE+KEY-----%0AProc-Type%3A+4%2CENCRYPTED%0A%0AF3bC7kX9pQ2v%2B0aZt%0A-----END";
        let secrets = Secrets::new([].into_iter(), body);
        assert!(secrets.reveals("9pQ2v+0a") && secrets.reveals("9pQ2v-0a") && !secrets.reveals("ENCRYPTED"));
    }
}
