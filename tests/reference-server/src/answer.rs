//! The body of a success: ten fields, eight of them read from the certificate itself.

use rustls_pki_types::CertificateDer;
use serde::Serialize;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::x509::X509Name;

use super::distinguished_name;
use super::grammar::is_domain_name;
use super::request::CertificateType;
use super::x509::{parse, rfc3339};

/// The body of a success, with its fields in the order of the vendor's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Answer {
    /// The name under which the certificate is stored.
    pub(super) name: String,
    /// How it was provided.
    pub(super) cert_type: CertificateType,
    /// The fields from the certificate.
    #[serde(flatten)]
    pub(super) description: Description,
    /// The size of the stored bundle, in bytes.
    pub(super) size: usize,
}

/// The fields of an answer that are read from the certificate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Description {
    /// The subject's common name.
    pub common_name: Option<String>,
    /// The subject's distinguished name, as `openssl x509 -nameopt RFC2253,-esc_msb` prints it.
    pub subject: String,
    /// The DNS names in the subject alternative names, joined by `, `. Without that extension, the common name if it is a
    /// domain name. `None` if there is neither.
    pub domains: Option<String>,
    /// The distinct names of the certificates' issuers, joined by `, `: each the common name, or the whole name if it has
    /// none. HAProxy's data-plane API builds its `issuers` from the same names.
    pub issuers: String,
    /// RFC 3339, UTC, in seconds.
    pub not_before: String,
    /// RFC 3339, UTC, in seconds.
    pub not_after: String,
    /// Upper-case hexadecimal bytes joined by `:`, as `03:AB:CD:EF`.
    pub serial: String,
}

impl Description {
    /// Reads a chain, the leaf first. `None` if it is empty or a certificate is not X.509.
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

fn domains(leaf: &X509Certificate<'_>) -> Option<String> {
    // A duplicate or invalid extension does not matter, since load balancers accept the certificate.
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

/// The serial number from the bytes of its INTEGER, without the leading zero byte of a positive number.
///
/// RFC 5280 requires a positive number; a negative one is written as minus sign and magnitude, as OpenSSL does.
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
}
