//! IP addresses of both versions.

use crate::{
    text::{has_at, ok},
    violation::Violation,
};

/// Whether `text` is an IPv4 address: four numbers from 0 to 255, separated by dots (RFC 2673, section 3.2).
///
/// A leading zero is refused, since some parsers interpret it as octal (RFC 6943, section 3.1.1).
pub(crate) const fn check_v4(text: &str) -> Result<(), Violation> {
    check_v4_from(text, 0)
}

/// Whether `text` is an IPv6 address (RFC 4291, section 2.2), without a zone and without brackets.
pub(crate) const fn check_v6(text: &str) -> Result<(), Violation> {
    check_v6_from(text, 0)
}

/// Whether `text` from byte `start` on is an IPv6 address.
pub(crate) const fn check_v6_from(text: &str, start: usize) -> Result<(), Violation> {
    const NOT_EIGHT: Violation = Violation::of_whole("expected an IPv6 address: eight groups, or fewer and one `::`");
    let bytes = text.as_bytes();
    let mut groups = 0;
    let mut compressed = has_at(bytes, start, b"::");
    let mut at = if compressed { start + 2 } else { start };
    if compressed && at == bytes.len() {
        return Ok(());
    }
    loop {
        let group = at;
        while at < bytes.len() && bytes[at].is_ascii_hexdigit() {
            at += 1;
        }
        if at < bytes.len() && bytes[at] == b'.' {
            // The last two groups may be written as an IPv4 address.
            ok!(check_v4_from(text, group));
            groups += 2;
            break;
        }
        if at - group > 4 {
            return Err(Violation::at(text, group + 4, "a group can have at most four digits"));
        }
        if at == group {
            return Err(if at == bytes.len() { NOT_EIGHT } else { Violation::at(text, at, v6_stranger(bytes[at])) });
        }
        groups += 1;
        if at == bytes.len() {
            break;
        }
        if bytes[at] != b':' {
            return Err(Violation::at(text, at, v6_stranger(bytes[at])));
        }
        at += 1;
        if has_at(bytes, at, b":") {
            if compressed {
                return Err(Violation::at(text, at - 1, "an IPv6 address can have only one `::`"));
            }
            compressed = true;
            at += 1;
            if at == bytes.len() {
                break;
            }
        }
    }
    // `::` replaces at least one group.
    if groups == 8 && !compressed || groups < 8 && compressed { Ok(()) } else { Err(NOT_EIGHT) }
}

const fn v6_stranger(byte: u8) -> &'static str {
    match byte {
        b'[' | b']' => "an IPv6 address has no brackets here: remove them",
        b'%' => "an IPv6 address has no zone here: remove the `%` and everything after it",
        b'/' => "expected one IP address, found a network",
        _ => "expected an IPv6 address: groups of hexadecimal digits separated by colons",
    }
}

/// Whether `text` from byte `start` on is an IPv4 address.
pub(crate) const fn check_v4_from(text: &str, start: usize) -> Result<(), Violation> {
    const NOT_FOUR: Violation = Violation::of_whole("expected an IPv4 address: four numbers separated by dots");
    let bytes = text.as_bytes();
    let mut at = start;
    let mut numbers = 0;
    loop {
        let number = at;
        let mut value = 0;
        while at < bytes.len() && bytes[at].is_ascii_digit() && at - number < 3 {
            value = value * 10 + (bytes[at] - b'0') as u32;
            at += 1;
        }
        if at == number {
            return Err(if at == bytes.len() { NOT_FOUR } else { Violation::at(text, at, v4_stranger(bytes[at])) });
        }
        if bytes[number] == b'0' && at - number > 1 {
            return Err(Violation::at(text, number, "a number of an IPv4 address cannot have leading zeros"));
        }
        if value > 255 || at < bytes.len() && bytes[at].is_ascii_digit() {
            return Err(Violation::at(text, number, "a number of an IPv4 address can be at most 255"));
        }
        numbers += 1;
        if at == bytes.len() {
            return if numbers == 4 { Ok(()) } else { Err(NOT_FOUR) };
        }
        if bytes[at] != b'.' {
            return Err(Violation::at(text, at, v4_stranger(bytes[at])));
        }
        if numbers == 4 {
            return Err(NOT_FOUR);
        }
        at += 1;
    }
}

const fn v4_stranger(byte: u8) -> &'static str {
    match byte {
        b':' => "an IP address has no port: remove the `:` and everything after it",
        b'/' => "expected one IP address, found a network",
        _ => "expected an IPv4 address: decimal numbers separated by dots",
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use proptest::prelude::*;

    use crate::{
        Format::{Ipv4, Ipv6},
        testing::{assert_accepts, assert_refuses},
    };

    #[test]
    fn accepts() {
        assert_accepts(Ipv4, &["0.0.0.0", "192.0.2.1", "255.255.255.255"]);
        assert_accepts(
            Ipv6,
            &["::", "::1", "1::", "2001:DB8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::ffff:192.0.2.1"],
        );
    }

    #[test]
    fn refuses_v4() {
        const NOT_FOUR: &str = "expected an IPv4 address: four numbers separated by dots";
        const DIGITS: &str = "expected an IPv4 address: decimal numbers separated by dots";
        assert_refuses(
            Ipv4,
            &[
                ("", None, NOT_FOUR),
                ("1.2.3", None, NOT_FOUR),
                ("1.2.3.", None, NOT_FOUR),
                ("1.2.3.4.5", None, NOT_FOUR),
                ("1..3.4", Some(2), DIGITS),
                ("1.2.3.x", Some(6), DIGITS),
                ("1.2.3.é", Some(6), DIGITS),
                ("1.2.3.4:80", Some(7), "an IP address has no port: remove the `:` and everything after it"),
                ("10.0.0.0/8", Some(8), "expected one IP address, found a network"),
                ("1.02.3.4", Some(2), "a number of an IPv4 address cannot have leading zeros"),
                ("1.256.3.4", Some(2), "a number of an IPv4 address can be at most 255"),
                ("1.2.3.1000", Some(6), "a number of an IPv4 address can be at most 255"),
            ],
        );
    }

    #[test]
    fn refuses_v6() {
        const NOT_EIGHT: &str = "expected an IPv6 address: eight groups, or fewer and one `::`";
        const GROUPS: &str = "expected an IPv6 address: groups of hexadecimal digits separated by colons";
        assert_refuses(
            Ipv6,
            &[
                ("", None, NOT_EIGHT),
                ("1:2:3", None, NOT_EIGHT),
                ("1:2:3:4:5:6:7:", None, NOT_EIGHT),
                ("1:2:3:4:5:6:7:8:9", None, NOT_EIGHT),
                ("1:2:3:4::5:6:7:8", None, NOT_EIGHT),
                ("192.0.2.1", None, NOT_EIGHT),
                (":", Some(0), GROUPS),
                (":1", Some(0), GROUPS),
                ("1:g::", Some(2), GROUPS),
                ("1::2::3", Some(4), "an IPv6 address can have only one `::`"),
                (":::", Some(2), GROUPS),
                ("12345::", Some(4), "a group can have at most four digits"),
                ("[::1]", Some(0), "an IPv6 address has no brackets here: remove them"),
                ("fe80::1%eth0", Some(7), "an IPv6 address has no zone here: remove the `%` and everything after it"),
                ("2001:db8::/32", Some(10), "expected one IP address, found a network"),
                ("::1.2.3.400", Some(8), "a number of an IPv4 address can be at most 255"),
            ],
        );
    }

    proptest! {
        #[test]
        fn the_standard_library_agrees(text in "[0-9a-f]{0,2}[0-9a-f:.]{0,24}|([0-9]{1,3}\\.){2,4}[0-9]{0,3}") {
            prop_assert_eq!(Ipv4.check(&text).is_ok(), text.parse::<Ipv4Addr>().is_ok());
            prop_assert_eq!(Ipv6.check(&text).is_ok(), text.parse::<Ipv6Addr>().is_ok());
        }

        #[test]
        fn the_standard_library_agrees_on_groups(text in "(([0-9a-f]{1,4})?:){1,9}([0-9a-f]{0,4}|1\\.2\\.3\\.4)") {
            prop_assert_eq!(Ipv6.check(&text).is_ok(), text.parse::<Ipv6Addr>().is_ok());
        }

        #[test]
        fn every_address_is_accepted(v4 in any::<Ipv4Addr>(), v6 in any::<Ipv6Addr>()) {
            prop_assert_eq!(Ipv4.check(&std::format!("{v4}")), Ok(()));
            prop_assert_eq!(Ipv6.check(&std::format!("{v6}")), Ok(()));
        }
    }
}
