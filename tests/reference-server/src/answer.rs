//! The answer: ten fields, eight of them read from the certificate itself.

use rustls_pki_types::CertificateDer;
use serde::Serialize;
use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer;
use x509_parser::x509::X509Name;

use super::distinguished_name;
use super::grammar::is_domain_name;
use super::request::CertificateType;

/// The body of a 201, its fields in the page's order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Answer {
    /// The name the certificate is stored under.
    pub(super) name: String,
    /// How it came to be.
    pub(super) cert_type: CertificateType,
    /// What the certificate says.
    #[serde(flatten)]
    pub(super) description: Description,
    /// The size of the stored bundle, in bytes.
    pub(super) size: usize,
}

/// What a certificate says about itself, as the answer writes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Description {
    /// The subject's common name.
    pub common_name: Option<String>,
    /// The subject's distinguished name, as `openssl x509 -nameopt RFC2253,-esc_msb` prints it.
    pub subject: String,
    /// The DNS names in the subject alternative names, joined by `, `; the common name where there is no such
    /// extension and it is a domain name. `None` when neither names a domain.
    pub domains: Option<String>,
    /// The name of the issuer of each certificate, without repetition, joined by `, `: its common name, or the whole
    /// name where it has none. HAProxy's data-plane API makes its `issuers` from the same names.
    pub issuers: String,
    /// RFC 3339, UTC, in seconds.
    pub not_before: String,
    /// RFC 3339, UTC, in seconds.
    pub not_after: String,
    /// Upper-case hexadecimal bytes joined by `:`, as `03:AB:CD:EF`.
    pub serial: String,
}

impl Description {
    /// Reads a chain, the leaf first. `None` when there is no certificate, or one of them is not X.509.
    pub fn of_chain(chain: &[CertificateDer<'_>]) -> Option<Self> {
        let chain = chain.iter().map(|der| parse(der)).collect::<Option<Vec<_>>>()?;
        let leaf = chain.first()?;
        Some(Self {
            common_name: distinguished_name::common_name(leaf.subject()),
            subject: distinguished_name::to_string(leaf.subject()),
            domains: domains(leaf),
            issuers: issuers(&chain),
            not_before: rfc3339(leaf.validity().not_before.to_datetime()),
            not_after: rfc3339(leaf.validity().not_after.to_datetime()),
            serial: serial(leaf.raw_serial()),
        })
    }
}

/// A certificate from its DER, all of it.
pub(super) fn parse<'a>(der: &'a CertificateDer<'_>) -> Option<X509Certificate<'a>> {
    match X509Certificate::from_der(der) {
        Ok(([], certificate)) => Some(certificate),
        _ => None,
    }
}

/// `2024-01-01T00:00:00Z`; certificates know neither zones nor fractions of a second.
pub(super) fn rfc3339(moment: OffsetDateTime) -> String {
    let (year, month, day) = moment.to_calendar_date();
    let (hour, minute, second) = moment.to_hms();
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", u8::from(month))
}

fn domains(leaf: &X509Certificate<'_>) -> Option<String> {
    // An extension given twice or broken is no reason to refuse a certificate that load balancers take.
    let alternative_names = leaf.subject_alternative_name().ok().flatten();
    let names: Vec<_> = match alternative_names {
        Some(extension) => extension.value.general_names.iter().filter_map(dns_name).collect(),
        None => {
            let common_name = distinguished_name::common_name(leaf.subject());
            common_name.into_iter().filter(|name| is_domain_name(name)).collect()
        }
    };
    (!names.is_empty()).then(|| names.join(", "))
}

fn dns_name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        _ => None,
    }
}

fn issuers(chain: &[X509Certificate<'_>]) -> String {
    let mut names: Vec<String> = Vec::new();
    for certificate in chain {
        let name = display_name(certificate.issuer());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn display_name(name: &X509Name<'_>) -> String {
    distinguished_name::common_name(name).unwrap_or_else(|| distinguished_name::to_string(name))
}

/// The serial number from the bytes of its INTEGER, without the zero byte that only says that it is positive.
///
/// RFC 5280 wants it positive; where it is not, the minus sign and the magnitude are written, as OpenSSL does.
fn serial(integer: &[u8]) -> String {
    let negative = integer.first().is_some_and(|&byte| byte >= 0x80);
    let magnitude = if negative { twos_complement(integer) } else { integer.to_vec() };
    let zeros = magnitude.iter().take_while(|&&byte| byte == 0).count();
    let digits = &magnitude[zeros.min(magnitude.len().saturating_sub(1))..];
    let hexadecimal: Vec<_> = digits.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("{}{}", if negative { "-" } else { "" }, hexadecimal.join(":"))
}

fn twos_complement(integer: &[u8]) -> Vec<u8> {
    let mut negated: Vec<_> = integer.iter().map(|byte| !byte).collect();
    for byte in negated.iter_mut().rev() {
        let (sum, carry) = byte.overflowing_add(1);
        *byte = sum;
        if !carry {
            break;
        }
    }
    negated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_written_as_openssl_does() {
        for (integer, written) in [
            (&[0x03, 0xab, 0xcd, 0xef][..], "03:AB:CD:EF"),
            (&[0x00, 0x80], "80"),
            (&[0x00], "00"),
            (&[0x01], "01"),
            (&[0x00, 0x80, 0x00], "80:00"),
            (&[0xff], "-01"),
            (&[0x80], "-80"),
            (&[0xff, 0x00], "-01:00"),
        ] {
            assert_eq!(serial(integer), written);
        }
    }

    #[test]
    fn moments_are_padded() {
        let moment = OffsetDateTime::from_unix_timestamp(1_704_164_645).unwrap();
        assert_eq!(rfc3339(moment), "2024-01-02T03:04:05Z");
    }
}
