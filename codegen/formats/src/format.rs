//! The supported formats, by their names in a document.

use crate::{date_time, domain_name, email, ip_address, path_segment, pem, uri, uuid, violation::Violation};

/// The grammar of a `format` in the document.
///
/// ```
/// use openscaler_formats::Format;
///
/// let format = Format::from_name("domain-name").unwrap();
/// assert_eq!(format, Format::DomainName);
/// assert!(format.check("*.example.com").is_ok());
/// assert!(format.check("https://example.com").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `path-segment` (ours): one segment of a URL's path after percent-encoding.
    PathSegment,
    /// `domain-name` (ours): a domain name, or a wildcard such as `*.example.com`.
    DomainName,
    /// `email`: a local part, one `@` and a domain.
    Email,
    /// `pem` (ours): PEM blocks, at least one of them a `CERTIFICATE`.
    Pem,
    /// `date-time`: an RFC 3339 date-time, with its time zone.
    DateTime,
    /// `date`: an RFC 3339 full-date.
    Date,
    /// `uuid`: an RFC 4122 UUID.
    Uuid,
    /// `ipv4`: four decimal numbers separated by dots.
    Ipv4,
    /// `ipv6`: an RFC 4291 IPv6 address, without a zone.
    Ipv6,
    /// `hostname`: an RFC 1123 host name.
    Hostname,
    /// `uri`: an RFC 3986 URI with its scheme.
    Uri,
}

impl Format {
    /// Every format, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::PathSegment,
        Self::DomainName,
        Self::Email,
        Self::Pem,
        Self::DateTime,
        Self::Date,
        Self::Uuid,
        Self::Ipv4,
        Self::Ipv6,
        Self::Hostname,
        Self::Uri,
    ];

    /// The format that a document calls `name`; `None` if it is not one of [`Format::ALL`].
    #[must_use]
    pub const fn from_name(name: &str) -> Option<Self> {
        // A constant function can match on bytes, but not on `str`.
        Some(match name.as_bytes() {
            b"path-segment" => Self::PathSegment,
            b"domain-name" => Self::DomainName,
            b"email" => Self::Email,
            b"pem" => Self::Pem,
            b"date-time" => Self::DateTime,
            b"date" => Self::Date,
            b"uuid" => Self::Uuid,
            b"ipv4" => Self::Ipv4,
            b"ipv6" => Self::Ipv6,
            b"hostname" => Self::Hostname,
            b"uri" => Self::Uri,
            _ => return None,
        })
    }

    /// Its name in a document.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PathSegment => "path-segment",
            Self::DomainName => "domain-name",
            Self::Email => "email",
            Self::Pem => "pem",
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Uuid => "uuid",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Hostname => "hostname",
            Self::Uri => "uri",
        }
    }

    /// Checks `text` against this format.
    ///
    /// # Errors
    ///
    /// The first violation.
    pub const fn check(self, text: &str) -> Result<(), Violation> {
        match self {
            Self::PathSegment => path_segment::check(text),
            Self::DomainName => domain_name::check(text),
            Self::Email => email::check(text),
            Self::Pem => pem::check(text),
            Self::DateTime => date_time::check(text),
            Self::Date => date_time::check_date(text),
            Self::Uuid => uuid::check(text),
            Self::Ipv4 => ip_address::check_v4(text),
            Self::Ipv6 => ip_address::check_v6(text),
            Self::Hostname => domain_name::check_hostname(text),
            Self::Uri => uri::check(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_lead_back_to_their_formats() {
        for &format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        for unknown in ["", "Email", "email ", "password", "int64"] {
            assert_eq!(Format::from_name(unknown), None, "{unknown:?}");
        }
    }
}
