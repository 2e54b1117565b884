//! Reading certificates: their structure, and times as JSON has them.

use rustls_pki_types::CertificateDer;
use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

/// Parses a certificate from DER, without trailing bytes.
pub(super) fn parse<'a>(der: &'a CertificateDer<'_>) -> Option<X509Certificate<'a>> {
    match X509Certificate::from_der(der) {
        Ok(([], certificate)) => Some(certificate),
        _ => None,
    }
}

/// `2024-01-01T00:00:00Z`; certificates have neither time zones nor fractions of a second.
pub(super) fn rfc3339(time: OffsetDateTime) -> String {
    let (year, month, day) = time.to_calendar_date();
    let (hour, minute, second) = time.to_hms();
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", u8::from(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times_are_padded() {
        let time = OffsetDateTime::from_unix_timestamp(1_704_164_645).unwrap();
        assert_eq!(rfc3339(time), "2024-01-02T03:04:05Z");
    }
}
