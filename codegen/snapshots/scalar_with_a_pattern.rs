#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Scalar)]
#[scalar(
    max_length = 64,
    pattern("^[a-z]([a-z–-]*[a-z])?$", "A=-,#2013 B=a-z", "B+1 | . A+1 B | A B-1")
)]
pub struct Slug(Cow<'static, str>);
impl Slug {
    pub(crate) const CONSTRAINTS: ::openscaler_runtime::scalar::Constraints = ::openscaler_runtime::scalar::Constraints::new()
        .max_length(64)
        .pattern({
            const TABLE: ::openscaler_runtime::scalar::Table = ::openscaler_runtime::scalar::Table::new(
                b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\0\0\0\0\0",
                &[('–', '–', 1)],
                4,
                &[0, 65535, 65535, 5, 1, 65535, 9, 5, 0, 65535, 9, 5],
            );
            ::openscaler_runtime::scalar::Pattern::new(
                "^[a-z]([a-z–-]*[a-z])?$",
                &TABLE,
            )
        });
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
impl ::std::convert::TryFrom<::std::string::String> for Slug {
    type Error = ::openscaler_runtime::InvalidValue;
    fn try_from(
        text: ::std::string::String,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        match Self::CONSTRAINTS.check(&text) {
            Ok(()) => Ok(Self(::std::borrow::Cow::Owned(text))),
            Err(violation) => {
                Err(::openscaler_runtime::InvalidValue::new("Slug", violation))
            }
        }
    }
}
impl ::std::convert::TryFrom<&str> for Slug {
    type Error = ::openscaler_runtime::InvalidValue;
    fn try_from(
        text: &str,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        Self::try_from(text.to_owned())
    }
}
impl ::std::str::FromStr for Slug {
    type Err = ::openscaler_runtime::InvalidValue;
    fn from_str(
        text: &str,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        Self::try_from(text)
    }
}
impl ::serde::Serialize for Slug {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
impl<'de> ::serde::Deserialize<'de> for Slug {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        let text = <::std::string::String as ::serde::Deserialize>::deserialize(
            deserializer,
        )?;
        Self::try_from(text).map_err(::serde::de::Error::custom)
    }
}
impl ::std::convert::AsRef<str> for Slug {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
impl ::std::fmt::Display for Slug {
    fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        formatter.pad(&self.0)
    }
}
