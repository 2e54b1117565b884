#[derive(Clone, Scalar)]
#[scalar(format = "pem", secret)]
pub struct CertificatePem(SecretText);
impl CertificatePem {
    pub(crate) const CONSTRAINTS: ::openscaler_runtime::scalar::Constraints = ::openscaler_runtime::scalar::Constraints::new()
        .format(::openscaler_runtime::scalar::Format::Pem);
    /// Creates the value from a literal; in a constant, it is checked at compile time.
    ///
    /// # Panics
    ///
    /// If the text violates a rule.
    #[track_caller]
    pub const fn from_static(text: &'static str) -> Self {
        match Self::CONSTRAINTS.check(text) {
            Ok(()) => Self(::openscaler_runtime::secret::SecretText::Literal(text)),
            Err(violation) => ::std::panic!("{}", violation.reason()),
        }
    }
    /// Joins the two files that ACME clients write, such as certbot's `fullchain.pem` and `privkey.pem`: the
    /// certificate chain, in which each certificate precedes its issuer's, and its private key.
    ///
    /// It wipes its own copy, not the texts that it borrows: wrap the text of the key in `zeroize::Zeroizing`.
    ///
    /// # Errors
    ///
    /// If `certificates` holds no certificate or a private key, or if `key` holds no private key.
    pub fn from_parts(
        certificates: &str,
        key: &str,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        match ::openscaler_runtime::scalar::check_pem_parts(certificates, key) {
            Ok(()) => {
                Self::try_from(
                    ::openscaler_runtime::scalar::join_pem_parts(certificates, key),
                )
            }
            Err(violation) => {
                Err(::openscaler_runtime::InvalidValue::new("CertificatePem", violation))
            }
        }
    }
    /// Returns the secret itself. Never print or log it.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for CertificatePem {
    type Error = ::openscaler_runtime::InvalidValue;
    fn try_from(
        text: ::std::string::String,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        let text = ::openscaler_runtime::secret::SecretText::new(text);
        match Self::CONSTRAINTS.check(text.expose_secret()) {
            Ok(()) => Ok(Self(text)),
            Err(violation) => {
                Err(::openscaler_runtime::InvalidValue::new("CertificatePem", violation))
            }
        }
    }
}
impl ::std::convert::TryFrom<&str> for CertificatePem {
    type Error = ::openscaler_runtime::InvalidValue;
    fn try_from(
        text: &str,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        Self::try_from(text.to_owned())
    }
}
impl ::std::str::FromStr for CertificatePem {
    type Err = ::openscaler_runtime::InvalidValue;
    fn from_str(
        text: &str,
    ) -> ::std::result::Result<Self, ::openscaler_runtime::InvalidValue> {
        Self::try_from(text)
    }
}
impl ::serde::Serialize for CertificatePem {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose_secret())
    }
}
impl<'de> ::serde::Deserialize<'de> for CertificatePem {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        let text = <::std::string::String as ::serde::Deserialize>::deserialize(
            deserializer,
        )?;
        Self::try_from(text).map_err(::serde::de::Error::custom)
    }
}
impl ::std::fmt::Debug for CertificatePem {
    fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        formatter.debug_tuple("CertificatePem").field(&self.0).finish()
    }
}
