//! The formats of the document's strings, implemented independently of the client.

use super::violation::Fault;

/// `LoadBalancerId` and `CertificateName`: text that can be one segment of a path.
pub(super) fn path_segment(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |rule, message| faults.push(Fault::new(rule, message));
    if text.is_empty() {
        fault("min_length", "is empty; write at least one character");
    } else if text.chars().all(|letter| letter.is_whitespace() || JOINERS.contains(&letter)) {
        fault("path_segment", "is blank; write at least one character that is not a space");
    } else if text.trim() != text {
        fault("path_segment", "starts or ends with white space; remove it");
    }
    if text == "." || text == ".." {
        fault("path_segment", "is `.` or `..`, which every URL library removes from a path; choose another");
    }
    if text.chars().any(char::is_control) {
        fault("path_segment", "contains a control character, such as a line break; remove it");
    }
    if text.chars().any(is_invisible) {
        fault("path_segment", "contains an invisible character, such as a zero-width space; remove it");
    }
    faults
}

/// The joiners: invisible, but required by emoji and scripts such as Persian.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// Soft hyphen, zero-width space, directional marks, word joiner and the like, and the byte order mark.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// `DomainName`: labels separated by dots, optionally after `*.`.
pub(super) fn domain_name(text: &str) -> Vec<Fault> {
    let mut faults = too_long(text, 253);
    let labels = text.strip_prefix("*.").unwrap_or(text);
    if let Some(message) = host_fault(labels) {
        faults.push(Fault::new("domain_name", message));
    }
    faults
}

/// Whether `text` is a valid `DomainName`.
pub(super) fn is_domain_name(text: &str) -> bool {
    domain_name(text).is_empty()
}

/// `EmailAddress`: a local part (RFC 5321's dot-string), one `@` and a domain.
pub(super) fn email_address(text: &str) -> Vec<Fault> {
    let mut faults = too_long(text, 254);
    if let Some(message) = email_fault(text) {
        faults.push(Fault::new("email", message));
    }
    faults
}

fn email_fault(text: &str) -> Option<&'static str> {
    let Some((local, domain)) = text.split_once('@') else {
        return Some("has no `@`; write it like `admin@example.com`");
    };
    if domain.contains('@') {
        return Some("has more than one `@`; keep one");
    }
    if local.is_empty() || local.len() > 64 {
        return Some("needs 1 to 64 characters before the `@`");
    }
    let atom = |atom: &str| !atom.is_empty() && atom.bytes().all(is_atom_byte);
    if !local.split('.').all(atom) {
        return Some("may contain only letters, digits, !#$%&'*+-/=?^_`{|}~ and single inner dots before the `@`");
    }
    host_fault(domain)
}

fn is_atom_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// The first fault of a domain name's labels; others are mostly consequences.
fn host_fault(host: &str) -> Option<&'static str> {
    if !host.is_ascii() {
        return Some("contains a non-ASCII character; write internationalized names in punycode");
    }
    for label in host.split('.') {
        if label.is_empty() {
            return Some("has an empty label; remove leading, trailing and doubled dots");
        }
        if label.len() > 63 {
            return Some("has a label of more than 63 characters; shorten it");
        }
        if label.bytes().any(|byte| !byte.is_ascii_alphanumeric() && byte != b'-') {
            return Some("may contain only letters, digits, hyphens and dots, and `*.` at the start");
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Some("has a label that starts or ends with a hyphen; remove the hyphen");
        }
        if is_broken_punycode(label) {
            return Some("has a label with invalid punycode; convert the name again");
        }
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("ends in a numeric label; write a domain name, not an IP address");
    }
    None
}

/// Whether the label begins with `xn--` but is not the punycode of an internationalized name.
fn is_broken_punycode(label: &str) -> bool {
    let Some(encoded) = label.to_ascii_lowercase().strip_prefix("xn--").map(str::to_owned) else { return false };
    let is_name = |name: &[char]| {
        let is_odd = |letter: &char| letter.is_control() || letter.is_whitespace();
        name.iter().any(|letter| !letter.is_ascii()) && !name.iter().any(is_odd)
    };
    !idna::punycode::decode(&encoded).is_some_and(|name| is_name(&name))
}

/// The document counts characters, as JSON Schema does, not bytes.
fn too_long(text: &str, max: usize) -> Vec<Fault> {
    if text.chars().count() <= max {
        return Vec::new();
    }
    let message = format!("is longer than {max} characters; shorten it");
    vec![Fault::new("max_length", message)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(faults: &[Fault]) -> Vec<&str> {
        faults.iter().map(|fault| fault.rule).collect()
    }

    #[test]
    fn path_segments() {
        for good in ["42", "a b", "a/b", "你好", "...", "%2e", "a\\b", "?#", "👩\u{200d}💻"] {
            assert_eq!(rules(&path_segment(good)), [""; 0], "{good:?}");
        }
        assert_eq!(rules(&path_segment("")), ["min_length"]);
        for bad in [
            " ",
            "\u{3000}",
            "\u{200d}",
            ".",
            "..",
            "a\0",
            "a\u{85}b",
            " 42",
            "42\u{a0}",
            "4\u{200b}2",
            "\u{feff}42",
            "\u{200e}",
        ] {
            assert_eq!(rules(&path_segment(bad)), ["path_segment"], "{bad:?}");
        }
    }

    #[test]
    fn domain_names() {
        let longest_label = "a".repeat(63);
        let longest = [&*longest_label; 4].join(".")[..253].to_owned();
        for good in [
            "example.com",
            "*.example.com",
            "localhost",
            "EXAMPLE.com",
            "1.2.example",
            "xn--bcher-kva.example",
            "a--b.example",
            &longest,
        ] {
            assert_eq!(rules(&domain_name(good)), [""; 0], "{good}");
        }
        let long_label = format!("{longest_label}a.example");
        for bad in [
            "",
            "*",
            "*.",
            "*.*.example.com",
            "a.*.example.com",
            "*example.com",
            ".example.com",
            "example.com.",
            "a..b",
            "-a.example",
            "a-.example",
            "a_b.example",
            "192.0.2.1",
            "example.123",
            "bücher.example",
            "xn--99999999.example",
            "www.XN--a.example",
            "DNS:example.com",
            "a b.example",
            "example.com\n",
            &long_label,
        ] {
            assert_eq!(rules(&domain_name(bad)), ["domain_name"], "{bad:?}");
        }
        assert_eq!(rules(&domain_name(&format!("a.{longest}"))), ["max_length"]);
        let both = "ä".repeat(254);
        assert_eq!(rules(&domain_name(&both)), ["max_length", "domain_name"]);
    }

    #[test]
    fn email_addresses() {
        let longest_local = "a".repeat(64);
        for good in [
            "admin@example.com",
            "a.b+c@example.com",
            "o'neil@example.com",
            "root@localhost",
            &format!("{longest_local}@example.com"),
        ] {
            assert_eq!(rules(&email_address(good)), [""; 0], "{good}");
        }
        for bad in [
            "",
            "admin",
            "@example.com",
            "admin@",
            "a@b@example.com",
            ".a@example.com",
            "a..b@example.com",
            "a b@example.com",
            "\"a\"@example.com",
            "a@*.example.com",
            "a@[192.0.2.1]",
            "ä@example.com",
            "a@example.com\n",
            &format!("{longest_local}a@example.com"),
        ] {
            assert_eq!(rules(&email_address(bad)), ["email"], "{bad:?}");
        }
        let domain = format!("{}.example", ["a".repeat(63), "a".repeat(63), "a".repeat(63)].join("."));
        let long = format!("{longest_local}@{domain}");
        assert_eq!(rules(&email_address(&long)), ["max_length"]);
    }
}
