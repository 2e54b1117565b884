//! Properties of every format: it works in constants, and never panics.

use openscaler_formats::{Constraints, Format, Violation, has_private_key};
use proptest::prelude::*;

/// The certificate of the document's own upload example.
const CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----
MIIBiDCCAS6gAwIBAgIUTeBqKft9o7mbtRBNkaFjRFt7CeUwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wIBcNMjQwMTAxMDAwMDAwWhgPMjEyNDAx
MDEwMDAwMDBaMBYxFDASBgNVBAMMC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEvQluCPgOEmV/pLtJSGzPtRnImMz58MlmITx/OdmkD7SNzEAD
1yAsQRmw+g4Ux7bMyUPXXdpD5AHsOw+ASWC5iqNYMFYwJwYDVR0RBCAwHoILZXhh
bXBsZS5jb22CD3d3dy5leGFtcGxlLmNvbTAMBgNVHRMBAf8EAjAAMB0GA1UdDgQW
BBRLPqxbUbSagp0k0z/lodgE7HYU7DAKBggqhkjOPQQDAgNIADBFAiB4D3KdzVhc
cA813lBvXShQgGDuBwUITPWuqH62IXI1CQIhAIdSLacKzuvtVoxRYF4JVT/zO/2z
XiwvChIbCJWcH2R7
-----END CERTIFICATE-----
";

/// One accepted text for each format.
const ACCEPTED: &[(Format, &str)] = &[
    (Format::PathSegment, "my-cert"),
    (Format::DomainName, "*.example.com"),
    (Format::Email, "admin@example.com"),
    (Format::Pem, CERTIFICATE),
    (Format::DateTime, "2124-01-01T00:00:00.5+01:00"),
    (Format::Date, "2124-01-01"),
    (Format::Uuid, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    (Format::Ipv4, "192.0.2.1"),
    (Format::Ipv6, "2001:db8::192.0.2.1"),
    (Format::Hostname, "www.example.com"),
    (Format::Uri, "https://api.alpha.openscaler.net/v1?a=%20#b"),
];

// Like generated constructors: a refused literal is a compile error.
const _: () = {
    let mut index = 0;
    while index < ACCEPTED.len() {
        let (format, text) = ACCEPTED[index];
        if let Err(violation) = Constraints::new().format(format).min_length(1).max_length(9999).check(text) {
            panic!("{}", violation.reason());
        }
        index += 1;
    }
    assert!(!has_private_key(CERTIFICATE));
};

const REFUSED: Violation = match Format::DomainName.check("https://example.com") {
    Ok(()) => panic!("it is accepted"),
    Err(violation) => violation,
};

#[test]
fn a_violation_can_be_a_constant() {
    assert_eq!(REFUSED.reason(), "a domain name has no scheme: remove `https://`");
    assert_eq!(REFUSED.position(), Some(0));
}

#[test]
fn every_format_has_an_accepted_text() {
    let formats: Vec<Format> = ACCEPTED.iter().map(|&(format, _)| format).collect();
    assert_eq!(formats, Format::ALL);
}

#[test]
fn a_violation_is_an_error_that_can_cross_threads() {
    fn assert_error<E: std::error::Error + Send + Sync + Copy + 'static>() {}
    assert_error::<Violation>();
}

fn assert_sound(format: Format, text: &str) {
    let Err(violation) = format.check(text) else { return };
    assert_eq!(violation.rule(), "format");
    assert!(violation.to_string().starts_with(violation.reason()));
    if let Some(position) = violation.position() {
        assert!(position < text.len(), "{format:?} {text:?} {violation:?}");
        assert!(text.is_char_boundary(position), "{format:?} {text:?} {violation:?}");
    }
}

#[test]
fn any_beginning_is_withstood() {
    for &(format, text) in ACCEPTED {
        for end in 0..text.len() {
            assert_sound(format, &text[..end]);
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_withstood(text in any::<String>()) {
        for &format in Format::ALL {
            assert_sound(format, &text);
        }
        let _ = has_private_key(&text);
    }

    #[test]
    fn any_slip_is_withstood(
        (format, text) in prop::sample::select(ACCEPTED),
        at in any::<prop::sample::Index>(),
        insert in "\\PC{0,3}|[\\x00-\\x20.:@*/%\\\\<=-]{0,3}",
        cut in any::<bool>(),
    ) {
        // All the texts are ASCII, so that every offset is a boundary.
        let (before, after) = text.split_at(at.index(text.len() + 1));
        assert_sound(format, &format!("{before}{insert}{}", if cut { "" } else { after }));
    }

    #[test]
    fn lengths_agree_with_the_standard_library(text in any::<String>(), least in 0_usize..20, most in 0_usize..20) {
        let length = text.chars().count();
        let accepted = Constraints::new().min_length(least).max_length(most).check(&text).is_ok();
        prop_assert_eq!(accepted, (least..=most).contains(&length));
    }
}
