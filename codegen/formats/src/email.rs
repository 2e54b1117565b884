//! E-mail addresses: a local part, one `@` and a domain.

use crate::{
    domain_name::{self, Fault, Mistake},
    text::{char_at, find, has_at, is_invisible, ok},
    violation::Violation,
};

/// Whether `text` is an e-mail address.
///
/// - It is the `Mailbox` of RFC 5321, section 4.1.2, with a `Dot-string` before the `@` and a `Domain` after it.
/// - A `Dot-string` is a list of atoms separated by single dots; `atext` is that of RFC 5322, section 3.2.3.
/// - The local part has at most 64 characters: RFC 5321, section 4.5.3.1.1. The document states the total limit.
/// - The domain is a domain name without wildcard, of one label or more.
///
/// Not supported: a `Quoted-string`, which a mail host "SHOULD avoid" (RFC 5321, section 4.1.2) and which may contain a
/// second `@`; an address literal such as `[192.0.2.1]`, since an IP address is not a domain; non-ASCII characters, which
/// require an extension in each mail host (RFC 6531).
pub(crate) const fn check(text: &str) -> Result<(), Violation> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return Err(Violation::of_whole("expected an email address such as admin@example.com, found an empty string"));
    }
    if has_at(bytes, 0, b"mailto:") {
        return Err(Violation::at(text, 0, "an email address has no scheme: remove `mailto:`"));
    }
    let Some(at_sign) = find(bytes, 0, b'@') else {
        return Err(Violation::of_whole("missing `@`: expected an email address such as admin@example.com"));
    };
    if let Some(bracket) = find(bytes, 0, b'<') {
        return Err(Violation::at(
            text,
            bracket,
            "expected an email address alone: remove the name and the angle brackets",
        ));
    }
    if at_sign == 0 {
        return Err(Violation::of_whole("missing mailbox before the `@`"));
    }
    if at_sign + 1 == bytes.len() {
        return Err(Violation::of_whole("missing domain after the `@`"));
    }
    ok!(check_local_part(text, at_sign));
    match domain_name::check_labels(text, at_sign + 1) {
        Ok(()) => Ok(()),
        Err(fault) => Err(fault.violation(text, reason(fault))),
    }
}

/// Whether `text` up to byte `end`, which is not 0, consists of atoms separated by single dots.
const fn check_local_part(text: &str, end: usize) -> Result<(), Violation> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < end {
        let reason = match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => None,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'/' => None,
            b'=' | b'?' | b'^' | b'_' | b'`' | b'{' | b'|' | b'}' | b'~' => None,
            b'.' if at == 0 => Some("the part before the `@` cannot start with a dot"),
            b'.' if at + 1 == end => Some("the part before the `@` cannot end with a dot"),
            b'.' if bytes[at - 1] == b'.' => Some("the part before the `@` cannot contain two dots in a row"),
            b'.' => None,
            b' ' => Some("an email address cannot contain spaces"),
            b'\n' | b'\r' => Some("an email address cannot contain a line break"),
            b',' | b';' => Some("expected one email address, found a list"),
            b'"' => Some("unsupported quotes before the `@`: use an address without them"),
            0x80.. if is_invisible(char_at(text, at).0) => {
                Some("an email address cannot contain invisible characters: remove this one")
            }
            0x80.. => Some("the part before the `@` must be ASCII"),
            _ => Some("this character is not allowed before the `@`"),
        };
        if let Some(reason) = reason {
            return Err(Violation::at(text, at, reason));
        }
        at += 1;
    }
    if end > 64 {
        return Err(Violation::at(text, 64, "the part before the `@` can have at most 64 characters"));
    }
    Ok(())
}

/// The violation of an address with `fault` after the `@`.
const fn reason(fault: Fault) -> &'static str {
    match fault.mistake {
        Mistake::AtSign => "expected one `@`, found a second one",
        Mistake::List => "expected one email address, found a list",
        mistake => mistake.reason_in_email(),
    }
}

#[cfg(test)]
mod tests {
    use std::{format, string::String};

    use proptest::prelude::*;

    use crate::{
        Format::{DomainName, Email},
        testing::{assert_accepts, assert_refuses},
    };

    #[test]
    fn accepts() {
        assert_accepts(
            Email,
            &[
                "admin@example.com",
                "a@b",
                "root@localhost",
                "first.last+tag@sub.example.com",
                "!#$%&'*+-/=?^_`{|}~@example.com",
                "42@3com.com",
                "ADMIN@EXAMPLE.COM",
                "admin@xn--mnchen-3ya.de",
                &format!("{}@example.com", "a".repeat(64)),
            ],
        );
    }

    #[test]
    fn refuses() {
        const NO_AT_SIGN: &str = "missing `@`: expected an email address such as admin@example.com";
        assert_refuses(
            Email,
            &[
                ("", None, "expected an email address such as admin@example.com, found an empty string"),
                ("admin", None, NO_AT_SIGN),
                ("example.com", None, NO_AT_SIGN),
                ("admin at example.com", None, NO_AT_SIGN),
                ("@", None, "missing mailbox before the `@`"),
                ("@example.com", None, "missing mailbox before the `@`"),
                ("admin@", None, "missing domain after the `@`"),
                ("a@b@example.com", Some(3), "expected one `@`, found a second one"),
                ("a@@example.com", Some(2), "expected one `@`, found a second one"),
                ("mailto:a@example.com", Some(0), "an email address has no scheme: remove `mailto:`"),
                (
                    "Joe <joe@example.com>",
                    Some(4),
                    "expected an email address alone: remove the name and the angle brackets",
                ),
                (
                    "<joe@example.com>",
                    Some(0),
                    "expected an email address alone: remove the name and the angle brackets",
                ),
                (".a@example.com", Some(0), "the part before the `@` cannot start with a dot"),
                ("a.@example.com", Some(1), "the part before the `@` cannot end with a dot"),
                ("a..b@example.com", Some(2), "the part before the `@` cannot contain two dots in a row"),
                (" a@example.com", Some(0), "an email address cannot contain spaces"),
                ("a\nb@example.com", Some(1), "an email address cannot contain a line break"),
                ("\"a b\"@example.com", Some(0), "unsupported quotes before the `@`: use an address without them"),
                (
                    "a\u{200b}@example.com",
                    Some(1),
                    "an email address cannot contain invisible characters: remove this one",
                ),
                ("jürgen@example.com", Some(1), "the part before the `@` must be ASCII"),
                ("a(b)@example.com", Some(1), "this character is not allowed before the `@`"),
                ("a:b@example.com", Some(1), "this character is not allowed before the `@`"),
                ("a\x7F@example.com", Some(1), "this character is not allowed before the `@`"),
                ("a@b.com, c@d.com", Some(7), "expected one email address, found a list"),
                ("a,b@example.com", Some(1), "expected one email address, found a list"),
                ("a@exa mple.com", Some(5), "invalid domain after the `@`: a domain name cannot contain spaces"),
                (
                    "a@example.com\n",
                    Some(13),
                    "invalid domain after the `@`: a domain name cannot contain a line break",
                ),
                ("a@*.example.com", Some(2), "invalid domain after the `@`: a wildcard is not allowed here"),
                ("a@192.0.2.1", None, "invalid domain after the `@`: expected a domain name, found an IP address"),
                ("a@[192.0.2.1]", Some(2), "invalid domain after the `@`: expected a domain name, found an IP address"),
                ("a@.com", Some(2), "invalid domain after the `@`: a domain name cannot start with a dot"),
                (
                    "a@example.com.",
                    Some(13),
                    "invalid domain after the `@`: a domain name cannot end with a dot: remove it",
                ),
                (
                    "a@münchen.de",
                    Some(3),
                    "invalid domain after the `@`: a domain name must be ASCII: write it in punycode (`xn--…`)",
                ),
            ],
        );
        let long = format!("{}@example.com", "a".repeat(65));
        assert_refuses(Email, &[(&long, Some(64), "the part before the `@` can have at most 64 characters")]);
    }

    proptest! {
        #[test]
        fn what_follows_the_at_sign_is_a_domain_without_wildcard(domain in "[a-b1.*@-]{0,8}") {
            let expected = DomainName.check(&domain).is_ok() && !domain.starts_with('*');
            prop_assert_eq!(Email.check(&format!("admin@{domain}")).is_ok(), expected);
        }

        #[test]
        fn what_precedes_it_is_atoms_with_dots_between(local in "[a-b.+ \"@é]{0,8}") {
            let atoms = local.split('.').all(|atom| {
                !atom.is_empty() && atom.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
            });
            let address: String = format!("{local}@example.com");
            prop_assert_eq!(Email.check(&address).is_ok(), atoms);
        }
    }
}
