//! URIs.

use crate::Violation;

pub(crate) const fn check(_text: &str) -> Result<(), Violation> {
    Ok(())
}
