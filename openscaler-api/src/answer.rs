//! What the accessors of answers call: how a raw text is read, whichever field it is from.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, error};

/// A text of an answer that was to be a date and time.
///
/// An answer is not refused for it: the text stays in the field beside the accessor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTimestamp {
    /// A date and time without a zone, which may be any of 26 hours.
    #[error("a date and time without a zone; only with one is it a moment")]
    WithoutZone,
    /// Anything else that [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) does not allow.
    #[error("not an RFC 3339 date and time")]
    Malformed(#[source] error::Parse),
}

/// Reads an RFC 3339 date and time.
#[allow(dead_code)] // a document need not have one
pub(crate) fn moment(text: &str) -> Result<OffsetDateTime, InvalidTimestamp> {
    let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339);
    parse(text).map_err(|error| match parse(&format!("{text}Z")) {
        Ok(_) => InvalidTimestamp::WithoutZone,
        Err(_) => InvalidTimestamp::Malformed(error),
    })
}

/// The parts between commas, without the blanks around them; an empty part is none.
#[allow(dead_code)] // a document need not have one
pub(crate) fn comma_separated(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Certificate, CertificateType};

    fn certificate(json: serde_json::Value) -> Certificate {
        let mut whole = serde_json::json!({ "name": "my-cert", "cert_type": "upload" });
        if let (Some(whole), serde_json::Value::Object(json)) = (whole.as_object_mut(), json) {
            whole.extend(json);
        }
        serde_json::from_value(whole).expect("an answer is not refused")
    }

    #[test]
    fn a_moment_has_a_zone() {
        let certificate = certificate(serde_json::json!({ "not_after": "2124-01-01T01:00:00+01:00" }));
        let moment = certificate.not_after().expect("a moment").expect("it is there");
        assert_eq!(moment.unix_timestamp(), 4_859_740_800);
        assert_eq!(certificate.not_before(), Ok(None));
    }

    #[test]
    fn a_date_without_a_zone_loses_no_certificate() {
        let certificate = certificate(serde_json::json!({ "not_after": "2124-01-01T00:00:00" }));
        assert_eq!(certificate.not_after(), Err(InvalidTimestamp::WithoutZone));
        assert_eq!(certificate.not_after.as_deref(), Some("2124-01-01T00:00:00"));
        assert_eq!(certificate.cert_type, CertificateType::Upload);
    }

    #[test]
    fn a_text_that_is_no_date_is_an_error_of_its_own() {
        for text in ["", "tomorrow", "2124-01-01", "2124-13-01T00:00:00Z", "2124-13-01T00:00:00"] {
            assert!(matches!(moment(text), Err(InvalidTimestamp::Malformed(_))), "{text}");
        }
    }

    #[test]
    fn a_list_has_no_blanks_and_no_empty_parts() {
        let certificate = certificate(serde_json::json!({ "domains": " a.example , ,b.example,", "issuers": null }));
        assert_eq!(certificate.domains().collect::<Vec<_>>(), ["a.example", "b.example"]);
        assert_eq!(certificate.issuers().count(), 0);
    }

    #[test]
    fn a_value_that_is_not_listed_is_written_as_it_was_read() {
        let certificate = certificate(serde_json::json!({ "cert_type": "zero_trust", "new": [1] }));
        assert_eq!(certificate.cert_type, CertificateType::Unknown("zero_trust".to_owned()));
        assert_eq!(serde_json::to_value(&certificate.cert_type).expect("a value"), "zero_trust");
        assert_eq!(certificate.cert_type.to_string(), "zero_trust");
    }

    #[test]
    fn a_listed_value_is_never_unknown() {
        assert_eq!(CertificateType::from("upload"), CertificateType::Upload);
        assert_eq!(CertificateType::from("upload".to_owned()), CertificateType::Upload);
        assert_eq!("upload".parse(), Ok(CertificateType::Upload));
        assert_eq!(CertificateType::Upload.as_str(), "upload");
    }

    /// The document does not list it, so that it is a value like any other.
    #[test]
    fn a_value_called_unknown_is_kept() {
        let unknown = CertificateType::from("unknown");
        assert_eq!(unknown, CertificateType::Unknown("unknown".to_owned()));
        assert_eq!(unknown.as_ref(), "unknown");
    }

    #[test]
    fn absent_and_null_are_the_same() {
        let nulls = ["common_name", "subject", "domains", "issuers", "not_before", "not_after", "serial", "size"]
            .map(|name| (name.to_owned(), serde_json::Value::Null));
        let null = certificate(serde_json::Value::Object(nulls.into_iter().collect()));
        let absent = certificate(serde_json::json!({}));
        assert_eq!(format!("{null:?}"), format!("{absent:?}"));
    }
}
