//! Dates and moments.

use crate::Violation;

pub(crate) const fn check(_text: &str) -> Result<(), Violation> {
    Ok(())
}

pub(crate) const fn check_date(_text: &str) -> Result<(), Violation> {
    Ok(())
}
