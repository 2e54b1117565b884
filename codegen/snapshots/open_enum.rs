#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, OpenEnum)]
#[non_exhaustive]
pub enum CertificateType {
    #[open_enum(value = "self_signed")]
    SelfSigned,
    #[open_enum(value = "upload")]
    Upload,
    /// A value that the document does not know.
    Unknown(String),
}
impl CertificateType {
    /// Returns the value as sent on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::SelfSigned => "self_signed",
            Self::Upload => "upload",
            Self::Unknown(value) => value,
        }
    }
}
impl ::std::convert::AsRef<str> for CertificateType {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}
impl ::std::fmt::Display for CertificateType {
    fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        formatter.pad(self.as_str())
    }
}
impl ::std::convert::From<::std::string::String> for CertificateType {
    fn from(value: ::std::string::String) -> Self {
        match value.as_str() {
            "self_signed" => Self::SelfSigned,
            "upload" => Self::Upload,
            _ => Self::Unknown(value),
        }
    }
}
impl ::std::convert::From<&str> for CertificateType {
    fn from(value: &str) -> Self {
        Self::from(value.to_owned())
    }
}
impl ::std::str::FromStr for CertificateType {
    type Err = ::std::convert::Infallible;
    fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
        Ok(Self::from(value))
    }
}
impl ::serde::Serialize for CertificateType {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> ::serde::Deserialize<'de> for CertificateType {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
            .map(Self::from)
    }
}
