//! PEM.

use crate::Violation;

pub(crate) const fn check(_text: &str) -> Result<(), Violation> {
    Ok(())
}

/// Whether `pem` holds a private key.
#[must_use]
pub const fn has_private_key(_pem: &str) -> bool {
    false
}
