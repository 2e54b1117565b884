//! A distinguished name as a string (RFC 4514), as `openssl x509 -nameopt RFC2253,-esc_msb` prints it: the most specific
//! part first, `CN=example.com,O=Example`, with non-ASCII characters unchanged.

use std::fmt::Write;

use x509_parser::asn1_rs::{Any, Tag, ToDer};
use x509_parser::x509::{AttributeTypeAndValue, RelativeDistinguishedName, X509Name};

/// The common name: the last one, which is the most specific, if there are several.
pub(super) fn common_name(name: &X509Name<'_>) -> Option<String> {
    let attribute = name.iter_common_name().last()?;
    text(attribute.attr_value())
}

/// The whole name.
pub(super) fn to_string(name: &X509Name<'_>) -> String {
    let parts: Vec<_> = name.iter().map(relative_name).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join(",")
}

fn relative_name(name: &RelativeDistinguishedName<'_>) -> String {
    let attributes: Vec<_> = name.iter().map(attribute).collect();
    attributes.into_iter().rev().collect::<Vec<_>>().join("+")
}

/// `CN=example.com`; the value's DER in hexadecimal if the type has no short name or the value is not text.
fn attribute(attribute: &AttributeTypeAndValue<'_>) -> String {
    let value = attribute.attr_value();
    let oid = attribute.attr_type().to_id_string();
    let known = short_name(&oid);
    let value = known.and_then(|_| text(value)).map_or_else(|| hexadecimal(value), |text| escape(&text));
    format!("{}={value}", known.unwrap_or(&oid))
}

/// OpenSSL's short names of attribute types.
fn short_name(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.13" => "description",
        "2.5.4.15" => "businessCategory",
        "2.5.4.17" => "postalCode",
        "2.5.4.41" => "name",
        "2.5.4.42" => "GN",
        "2.5.4.43" => "initials",
        "2.5.4.44" => "generationQualifier",
        "2.5.4.46" => "dnQualifier",
        "2.5.4.65" => "pseudonym",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        "1.3.6.1.4.1.311.60.2.1.1" => "jurisdictionL",
        "1.3.6.1.4.1.311.60.2.1.2" => "jurisdictionST",
        "1.3.6.1.4.1.311.60.2.1.3" => "jurisdictionC",
        _ => return None,
    })
}

/// The value as text. Old certificates have strings that are not UTF-8: T.61, commonly read as Latin-1, and UCS.
fn text(value: &Any<'_>) -> Option<String> {
    let bytes = value.data;
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString => {
            String::from_utf8(bytes.to_vec()).ok()
        }
        Tag::T61String => Some(bytes.iter().copied().map(char::from).collect()),
        Tag::BmpString => {
            let units: Vec<_> = units(bytes)?.map(u16::from_be_bytes).collect();
            String::from_utf16(&units).ok()
        }
        Tag::UniversalString => units(bytes)?.map(u32::from_be_bytes).map(char::from_u32).collect(),
        _ => None,
    }
}

/// Chunks of `N` bytes; `None` if there is a remainder.
fn units<const N: usize>(bytes: &[u8]) -> Option<impl Iterator<Item = [u8; N]> + '_> {
    let pieces = bytes.chunks_exact(N);
    pieces.remainder().is_empty().then(|| pieces.map(|piece| std::array::from_fn(|index| piece[index])))
}

/// `#` and the value's DER, or nothing if it cannot be written.
fn hexadecimal(value: &Any<'_>) -> String {
    let der = value.to_der_vec().unwrap_or_default();
    der.iter().fold(String::from("#"), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// Escapes according to RFC 4514, section 2.4, with control characters in hexadecimal.
fn escape(text: &str) -> String {
    let last = text.chars().count().saturating_sub(1);
    let mut escaped = String::with_capacity(text.len());
    for (index, character) in text.chars().enumerate() {
        if character.is_ascii_control() {
            let _ = write!(escaped, "\\{:02X}", u32::from(character));
            continue;
        }
        let special = matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';')
            || (character == '#' && index == 0)
            || (character == ' ' && (index == 0 || index == last));
        if special {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
