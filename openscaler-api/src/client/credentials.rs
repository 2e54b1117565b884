//! What a client shows to the API; the functions that make it are generated from the document.

use std::fmt;

use openscaler_runtime::credentials::Given;

/// The credentials of a client: one function for each way in which the API accepts them.
///
/// Each is a secret: it is wiped when it is dropped, and `Debug` prints `REDACTED`.
///
/// ```
/// use openscaler_api::{BearerToken, Client, Credentials};
///
/// let credentials = Credentials::bearer(BearerToken::new("token"));
/// assert_eq!(format!("{credentials:?}"), "Credentials(REDACTED)");
/// let client = Client::builder().credentials(credentials).build()?;
/// # Ok::<_, openscaler_api::ConfigurationError>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    /// Each with the index of its scheme.
    pub(super) given: Vec<(usize, Given)>,
}

impl Credentials {
    // The document may have no security schemes.
    #[allow(dead_code)]
    pub(crate) fn from_parts<const N: usize>(given: [(usize, Given); N]) -> Self {
        Self { given: given.into() }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials(REDACTED)")
    }
}
