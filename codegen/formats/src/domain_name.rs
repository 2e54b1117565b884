//! Domain names.

use crate::Violation;

pub(crate) const fn check(_text: &str) -> Result<(), Violation> {
    Ok(())
}

pub(crate) const fn check_hostname(_text: &str) -> Result<(), Violation> {
    Ok(())
}
