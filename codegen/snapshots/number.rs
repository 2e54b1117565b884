#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Scalar)]
#[scalar(integer, minimum = 1, maximum = 65535)]
pub struct Port(i64);
impl Port {
    pub(crate) const CONSTRAINTS: ::openscaler_runtime::scalar::IntegerConstraints = ::openscaler_runtime::scalar::IntegerConstraints::new()
        .minimum(1)
        .maximum(65535);
    /// Creates the value from a literal; in a constant, it is checked at compile time.
    ///
    /// # Panics
    ///
    /// If the number violates a rule.
    #[track_caller]
    pub const fn from_static(number: i64) -> Self {
        match Self::CONSTRAINTS.check(number) {
            Ok(()) => Self(number),
            Err(violation) => ::std::panic!("{}", violation.reason()),
        }
    }
    /// Returns the number.
    pub const fn get(self) -> i64 {
        self.0
    }
}
impl ::std::convert::TryFrom<i64> for Port {
    type Error = ::openscaler_runtime::InvalidValue;
    fn try_from(
        number: i64,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        match Self::CONSTRAINTS.check(number) {
            Ok(()) => Ok(Self(number)),
            Err(violation) => {
                Err(::openscaler_runtime::InvalidValue::new("Port", violation))
            }
        }
    }
}
impl ::std::convert::From<Port> for i64 {
    fn from(Port(number): Port) -> Self {
        number
    }
}
impl ::serde::Serialize for Port {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}
impl<'de> ::serde::Deserialize<'de> for Port {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        let number = <i64 as ::serde::Deserialize>::deserialize(deserializer)?;
        Self::try_from(number).map_err(::serde::de::Error::custom)
    }
}
impl ::std::fmt::Display for Port {
    fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::std::fmt::Display::fmt(&self.0, formatter)
    }
}
