#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Scalar)]
#[scalar(format = "domain-name", max_length = 253)]
pub struct DomainName(Cow<'static, str>);
impl DomainName {
    pub(crate) const CONSTRAINTS: ::openscaler_runtime::scalar::Constraints = ::openscaler_runtime::scalar::Constraints::new()
        .format(::openscaler_runtime::scalar::Format::DomainName)
        .max_length(253);
    /// Creates the value from a literal; in a constant, it is checked at compile time.
    ///
    /// # Panics
    ///
    /// If the text violates a rule.
    #[track_caller]
    pub const fn from_static(text: &'static str) -> Self {
        match Self::CONSTRAINTS.check(text) {
            Ok(()) => Self(::std::borrow::Cow::Borrowed(text)),
            Err(violation) => ::std::panic!("{}", violation.reason()),
        }
    }
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl ::std::convert::TryFrom<::std::string::String> for DomainName {
    type Error = ::openscaler_runtime::InvalidValue;
    fn try_from(
        text: ::std::string::String,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        match Self::CONSTRAINTS.check(&text) {
            Ok(()) => Ok(Self(::std::borrow::Cow::Owned(text))),
            Err(violation) => {
                Err(::openscaler_runtime::InvalidValue::new("DomainName", violation))
            }
        }
    }
}
impl ::std::convert::TryFrom<&str> for DomainName {
    type Error = ::openscaler_runtime::InvalidValue;
    fn try_from(
        text: &str,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        Self::try_from(text.to_owned())
    }
}
impl ::std::str::FromStr for DomainName {
    type Err = ::openscaler_runtime::InvalidValue;
    fn from_str(
        text: &str,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        Self::try_from(text)
    }
}
impl ::serde::Serialize for DomainName {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
impl<'de> ::serde::Deserialize<'de> for DomainName {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        let text = <::std::string::String as ::serde::Deserialize>::deserialize(
            deserializer,
        )?;
        Self::try_from(text).map_err(::serde::de::Error::custom)
    }
}
impl ::std::convert::AsRef<str> for DomainName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
impl ::std::fmt::Display for DomainName {
    fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        formatter.pad(&self.0)
    }
}
