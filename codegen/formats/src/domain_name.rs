//! Domain names, with or without a wildcard, and host names.

use crate::{
    ip_address,
    punycode::is_punycode,
    text::{char_at, has_at, has_at_ignoring_case, is_invisible, ok},
    violation::Violation,
};

/// Whether `text` is a domain name, or a wildcard: `*.` and a domain name.
///
/// - Labels of letters, digits and inner hyphens, separated by dots: RFC 1034, section 3.5, and RFC 1123, section 2.1,
///   which allows a digit at the start.
/// - A label has 1 to 63 characters: RFC 1035, section 2.3.4. The document states the total limit, 253.
/// - The last label is not all digits, so that no IP address is a domain name: RFC 1123, section 2.1.
/// - `*` can only be the whole first label: RFC 9525, section 6.3, and RFC 8555, section 7.1.3.
/// - Other scripts are written in valid punycode: RFC 5890, section 2.3.2.1.
///
/// One label is enough (`localhost`). The trailing dot of the root is refused: a certificate has none.
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    let labels = match text.as_bytes() {
        b"*" | b"*." => {
            return Err(Violation::of_whole("expected a domain name after the wildcard, as in *.example.com"));
        }
        [b'*', b'.', ..] => 2,
        _ => 0,
    };
    match check_labels(text, labels) {
        Ok(()) => Ok(()),
        Err(Fault { mistake: Mistake::Asterisk, at: Some(at) }) => {
            Err(Violation::at(text, at, "`*` must be the whole first label, as in *.example.com"))
        }
        Err(fault) => Err(fault.violation(text, fault.mistake.reason())),
    }
}

/// Whether `text` is the name of a host: a domain name without a wildcard, of at most 253 characters.
///
/// The bound is part of this format: RFC 1123, section 2.1, and RFC 1035, section 2.3.4, whose 255 octets are 253
/// characters of text.
pub(crate) const fn check_hostname(text: &str) -> Result<(), Violation> {
    match check_labels(text, 0) {
        Ok(()) if text.len() > 253 => Err(Violation::of_whole("a host name can have at most 253 characters")),
        Ok(()) => Ok(()),
        Err(fault) => Err(fault.violation(text, fault.mistake.reason())),
    }
}

/// What is wrong with the labels of a domain, and where; the caller chooses the message.
#[derive(Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) mistake: Mistake,
    /// The byte offset; `None` for the whole text.
    pub(crate) at: Option<usize>,
}

impl Fault {
    const fn at(mistake: Mistake, at: usize) -> Self {
        Self { mistake, at: Some(at) }
    }

    const fn of_whole(mistake: Mistake) -> Self {
        Self { mistake, at: None }
    }

    /// The violation for this fault of `text`, with the message `reason`.
    pub(crate) const fn violation(self, text: &str, reason: &'static str) -> Violation {
        match self.at {
            Some(at) => Violation::at(text, at, reason),
            None => Violation::of_whole(reason),
        }
    }
}

/// Defines each mistake once, with its messages for a domain name and for an e-mail address.
macro_rules! mistakes {
    ($($mistake:ident: $reason:literal,)*) => {
        /// The mistakes in a domain name.
        #[derive(Clone, Copy)]
        pub(crate) enum Mistake {
            $($mistake,)*
        }

        impl Mistake {
            /// The message for a domain name.
            const fn reason(self) -> &'static str {
                match self {
                    $(Self::$mistake => $reason,)*
                }
            }

            /// The message for an e-mail address with this mistake after its `@`.
            pub(crate) const fn reason_in_email(self) -> &'static str {
                match self {
                    $(Self::$mistake => concat!("invalid domain after the `@`: ", $reason),)*
                }
            }
        }
    };
}

mistakes! {
    Empty: "expected a domain name such as www.example.com, found an empty string",
    HttpsScheme: "a domain name has no scheme: remove `https://`",
    HttpScheme: "a domain name has no scheme: remove `http://`",
    Scheme: "a domain name has no scheme: remove everything up to `://`",
    DnsPrefix: "a domain name has no type prefix: remove `DNS:`",
    Port: "a domain name has no port: remove the `:` and everything after it",
    Path: "a domain name has no path: remove the `/` and everything after it",
    AtSign: "expected a domain name, found an email address: keep only what follows the `@`",
    IpAddress: "expected a domain name, found an IP address",
    List: "expected one domain name, found a list",
    Space: "a domain name cannot contain spaces",
    LineBreak: "a domain name cannot contain a line break",
    Underscore: "a domain name cannot contain an underscore",
    Asterisk: "a wildcard is not allowed here",
    Invisible: "a domain name cannot contain invisible characters: remove this one",
    NonAscii: "a domain name must be ASCII: write it in punycode (`xn--…`)",
    OtherCharacter: "a label can contain only letters, digits and inner hyphens",
    LeadingDot: "a domain name cannot start with a dot",
    EmptyLabel: "empty label: remove one of the two dots",
    TrailingDot: "a domain name cannot end with a dot: remove it",
    LeadingHyphen: "a label cannot start with a hyphen",
    TrailingHyphen: "a label cannot end with a hyphen",
    LongLabel: "a label can have at most 63 characters",
    Punycode: "invalid punycode after `xn--`: convert the name again",
    NumericLastLabel: "the last label cannot be all digits",
}

/// Whether `text` from byte `start` on consists of labels separated by dots, the last of which is not all digits.
pub(crate) const fn check_labels(text: &str, start: usize) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    if start == bytes.len() {
        return Err(Fault::of_whole(Mistake::Empty));
    }
    let mut label = start;
    let mut all_digits = true;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => {}
            b'a'..=b'z' | b'A'..=b'Z' | b'-' => all_digits = false,
            b'.' => {
                ok!(check_label(bytes, start, label, at));
                label = at + 1;
                all_digits = true;
            }
            _ => return Err(stranger(text, start, at)),
        }
        at += 1;
    }
    if label == at {
        return Err(Fault::at(Mistake::TrailingDot, at - 1));
    }
    ok!(check_label(bytes, start, label, at));
    if all_digits {
        return Err(match ip_address::check_v4_from(text, start) {
            Ok(()) => Fault::of_whole(Mistake::IpAddress),
            Err(_) => Fault::at(Mistake::NumericLastLabel, label),
        });
    }
    Ok(())
}

/// Whether the label from `label` to `end` has a valid length, and no hyphen at either end.
const fn check_label(bytes: &[u8], start: usize, label: usize, end: usize) -> Result<(), Fault> {
    if label == end {
        let mistake = if label == start { Mistake::LeadingDot } else { Mistake::EmptyLabel };
        return Err(Fault::at(mistake, end));
    }
    if bytes[label] == b'-' {
        return Err(Fault::at(Mistake::LeadingHyphen, label));
    }
    if bytes[end - 1] == b'-' {
        return Err(Fault::at(Mistake::TrailingHyphen, end - 1));
    }
    if end - label > 63 {
        return Err(Fault::at(Mistake::LongLabel, label + 63));
    }
    if has_at_ignoring_case(bytes, label, b"xn--") && !is_punycode(bytes, label + 4, end) {
        return Err(Fault::at(Mistake::Punycode, label));
    }
    Ok(())
}

/// The mistake behind the character at `at`, which is not allowed in a domain name.
const fn stranger(text: &str, start: usize, at: usize) -> Fault {
    let bytes = text.as_bytes();
    let mistake = match bytes[at] {
        b':' if has_at(bytes, at, b"://") => {
            let mistake = if has_at(bytes, start, b"https://") {
                Mistake::HttpsScheme
            } else if has_at(bytes, start, b"http://") {
                Mistake::HttpScheme
            } else {
                Mistake::Scheme
            };
            return Fault::at(mistake, start);
        }
        // The notation of OpenSSL for the names in a certificate.
        b':' if has_at(bytes, start, b"DNS:") => return Fault::at(Mistake::DnsPrefix, start),
        b':' => {
            if ip_address::check_v6_from(text, start).is_ok() {
                return Fault::of_whole(Mistake::IpAddress);
            }
            Mistake::Port
        }
        b'[' => Mistake::IpAddress,
        b'/' => Mistake::Path,
        b'@' => Mistake::AtSign,
        b',' | b';' => Mistake::List,
        b' ' => Mistake::Space,
        b'\n' | b'\r' => Mistake::LineBreak,
        b'_' => Mistake::Underscore,
        b'*' => Mistake::Asterisk,
        0x80.. if is_invisible(char_at(text, at).0) => Mistake::Invisible,
        0x80.. => Mistake::NonAscii,
        _ => Mistake::OtherCharacter,
    };
    Fault::at(mistake, at)
}

#[cfg(test)]
mod tests {
    use std::{format, string::String, vec::Vec};

    use proptest::prelude::*;

    use crate::{
        Format::{DomainName, Hostname},
        testing::{assert_accepts, assert_refuses},
    };

    const OTHER_CHARACTER: &str = "a label can contain only letters, digits and inner hyphens";
    const PUNYCODE: &str = "invalid punycode after `xn--`: convert the name again";
    const LAST_LABEL: &str = "the last label cannot be all digits";
    const IP_ADDRESS: &str = "expected a domain name, found an IP address";

    #[test]
    fn accepts() {
        assert_accepts(
            DomainName,
            &[
                "example.com",
                "EXAMPLE.Com",
                "www.example.com",
                "localhost",
                "a",
                "a-b.c--d.e",
                "3com.com",
                "1.2.3.4a",
                "123.example",
                "1e1",
                "xn--mnchen-3ya.de",
                "XN--MNCHEN-3YA.de",
                "*.xn--e1afmkfd.xn--p1ai",
                "xn",
                "xn-a.com",
                "dns.example.com",
                "*.example.com",
                "*.localhost",
                "a.b.c.d.e.f.g.h.i.j.k",
            ],
        );
        let longest_label = "a".repeat(63);
        assert_accepts(DomainName, &[&longest_label, &format!("*.{longest_label}.com")]);
        // The document bounds the total length.
        assert_accepts(DomainName, &[&format!("{}a", "a.".repeat(200))]);
    }

    #[test]
    fn refuses() {
        assert_refuses(
            DomainName,
            &[
                ("", None, "expected a domain name such as www.example.com, found an empty string"),
                ("https://example.com", Some(0), "a domain name has no scheme: remove `https://`"),
                ("http://example.com", Some(0), "a domain name has no scheme: remove `http://`"),
                ("ftp://example.com", Some(0), "a domain name has no scheme: remove everything up to `://`"),
                ("DNS:example.com", Some(0), "a domain name has no type prefix: remove `DNS:`"),
                ("DNS:a.com, DNS:b.com", Some(0), "a domain name has no type prefix: remove `DNS:`"),
                ("xn--99999999.com", Some(0), PUNYCODE),
                ("www.XN--a.com", Some(4), PUNYCODE),
                ("www.xn--kva-", Some(11), "a label cannot end with a hyphen"),
                ("example.com:443", Some(11), "a domain name has no port: remove the `:` and everything after it"),
                ("example.com/", Some(11), "a domain name has no path: remove the `/` and everything after it"),
                (
                    "admin@example.com",
                    Some(5),
                    "expected a domain name, found an email address: keep only what follows the `@`",
                ),
                ("192.0.2.1", None, IP_ADDRESS),
                ("::1", None, IP_ADDRESS),
                ("2001:db8::1", None, IP_ADDRESS),
                ("[::1]", Some(0), IP_ADDRESS),
                ("a.com,b.com", Some(5), "expected one domain name, found a list"),
                ("exa mple.com", Some(3), "a domain name cannot contain spaces"),
                (" example.com", Some(0), "a domain name cannot contain spaces"),
                ("example.com\n", Some(11), "a domain name cannot contain a line break"),
                ("my_host.example.com", Some(2), "a domain name cannot contain an underscore"),
                ("example.com\u{a0}", Some(11), "a domain name cannot contain invisible characters: remove this one"),
                ("\u{feff}example.com", Some(0), "a domain name cannot contain invisible characters: remove this one"),
                ("münchen.de", Some(1), "a domain name must be ASCII: write it in punycode (`xn--…`)"),
                ("例え.jp", Some(0), "a domain name must be ASCII: write it in punycode (`xn--…`)"),
                ("example\t.com", Some(7), OTHER_CHARACTER),
                ("example.com?", Some(11), OTHER_CHARACTER),
                ("\"example.com\"", Some(0), OTHER_CHARACTER),
                ("example\0", Some(7), OTHER_CHARACTER),
                (".example.com", Some(0), "a domain name cannot start with a dot"),
                (".", Some(0), "a domain name cannot start with a dot"),
                ("example..com", Some(8), "empty label: remove one of the two dots"),
                ("example.com.", Some(11), "a domain name cannot end with a dot: remove it"),
                ("-a.com", Some(0), "a label cannot start with a hyphen"),
                ("a.-b.com", Some(2), "a label cannot start with a hyphen"),
                ("a-.com", Some(1), "a label cannot end with a hyphen"),
                ("a.com-", Some(5), "a label cannot end with a hyphen"),
                ("-", Some(0), "a label cannot start with a hyphen"),
                ("example.123", Some(8), LAST_LABEL),
                ("42", Some(0), LAST_LABEL),
                ("192.0.2", Some(6), LAST_LABEL),
                ("*.1", Some(2), LAST_LABEL),
                ("*", None, "expected a domain name after the wildcard, as in *.example.com"),
                ("*.", None, "expected a domain name after the wildcard, as in *.example.com"),
                ("**.example.com", Some(0), "`*` must be the whole first label, as in *.example.com"),
                ("*a.example.com", Some(0), "`*` must be the whole first label, as in *.example.com"),
                ("www.*.example.com", Some(4), "`*` must be the whole first label, as in *.example.com"),
                ("*.*.example.com", Some(2), "`*` must be the whole first label, as in *.example.com"),
                ("*..com", Some(2), "a domain name cannot start with a dot"),
            ],
        );
        let long_label = format!("a.{}.com", "b".repeat(64));
        assert_refuses(DomainName, &[(&long_label, Some(65), "a label can have at most 63 characters")]);
    }

    #[test]
    fn a_host_has_no_wildcard_and_a_bound() {
        let longest = format!("{}a", "ab.".repeat(84));
        assert_eq!(longest.len(), 253);
        assert_accepts(Hostname, &["example.com", "localhost", &longest]);
        assert_refuses(
            Hostname,
            &[
                ("*.example.com", Some(0), "a wildcard is not allowed here"),
                ("example.com.", Some(11), "a domain name cannot end with a dot: remove it"),
                (&format!("{longest}b"), None, "a host name can have at most 253 characters"),
            ],
        );
    }

    fn is_encoded(label: &str) -> bool {
        label.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
    }

    proptest! {
        #[test]
        fn names_made_of_labels_are_accepted(
            labels in prop::collection::vec("[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?", 0..5)
                .prop_filter("punycode", |labels| !labels.iter().any(|label| is_encoded(label))),
            last in "[a-zA-Z][a-zA-Z0-9]{0,20}",
            wildcard in any::<bool>(),
        ) {
            let mut parts: Vec<&str> = if wildcard { std::vec!["*"] } else { Vec::new() };
            parts.extend(labels.iter().map(String::as_str));
            parts.push(&last);
            prop_assert_eq!(DomainName.check(&parts.join(".")), Ok(()));
        }

        #[test]
        fn accepted_names_are_made_of_labels(text in "(\\*\\.)?[a-c1.*_-]{0,12}") {
            let labels = text.strip_prefix("*.").unwrap_or(&text);
            let well_formed = labels.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            });
            let numeric = labels.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert_eq!(DomainName.check(&text).is_ok(), well_formed && !numeric);
        }
    }
}
