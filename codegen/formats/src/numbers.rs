//! The constraints of a named number of the document.

use crate::violation::Violation;
use crate::violation::{Bound, Limit};

/// The constraints of a named integer of the document: inclusive bounds, and a divisor.
///
/// JSON Schema, Validation, sections 6.2.1 to 6.2.5. An exclusive bound is written as the next integer.
///
/// ```
/// use openscaler_formats::IntegerConstraints;
///
/// const PORT: IntegerConstraints = IntegerConstraints::new().minimum(1).maximum(65_535);
///
/// const _: () = assert!(PORT.check(8080).is_ok());
/// let violation = PORT.check(0).unwrap_err();
/// assert_eq!((violation.rule(), violation.to_string().as_str()), ("minimum", "expected at least 1"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct IntegerConstraints {
    /// The least value.
    pub minimum: Option<i64>,
    /// The greatest value.
    pub maximum: Option<i64>,
    /// A divisor of every value, greater than 0.
    pub multiple_of: Option<i64>,
}

impl IntegerConstraints {
    /// No constraints: every integer is valid.
    #[must_use]
    pub const fn new() -> Self {
        Self { minimum: None, maximum: None, multiple_of: None }
    }

    /// Requires at least `limit`.
    #[must_use]
    pub const fn minimum(mut self, limit: i64) -> Self {
        self.minimum = Some(limit);
        self
    }

    /// Allows at most `limit`.
    #[must_use]
    pub const fn maximum(mut self, limit: i64) -> Self {
        self.maximum = Some(limit);
        self
    }

    /// Requires a multiple of `step`, which must be greater than 0.
    #[must_use]
    pub const fn multiple_of(mut self, step: i64) -> Self {
        self.multiple_of = Some(step);
        self
    }

    /// Checks `value` against every constraint.
    ///
    /// # Errors
    ///
    /// The first constraint that is violated.
    pub const fn check(&self, value: i64) -> Result<(), Violation> {
        match self.minimum {
            Some(limit) if value < limit => return Err(Violation::beyond(Bound::Least, Limit::integer(limit))),
            _ => {}
        }
        match self.maximum {
            Some(limit) if value > limit => return Err(Violation::beyond(Bound::Most, Limit::integer(limit))),
            _ => {}
        }
        match self.multiple_of {
            Some(step) if step > 0 && value % step != 0 => Err(Violation::beyond(Bound::Step, Limit::integer(step))),
            _ => Ok(()),
        }
    }
}

/// The constraints of a named number of the document.
///
/// ```
/// use openscaler_formats::NumberConstraints;
///
/// const RATIO: NumberConstraints = NumberConstraints::new().minimum(0.0, true).maximum(1.0, false);
///
/// assert!(RATIO.check(1.0).is_ok());
/// assert_eq!(RATIO.check(0.0).unwrap_err().to_string(), "expected more than 0");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NumberConstraints {
    /// The least value, and whether it is exclusive.
    pub minimum: Option<(f64, bool)>,
    /// The greatest value, and whether it is exclusive.
    pub maximum: Option<(f64, bool)>,
    /// A divisor of every value, greater than 0.
    pub multiple_of: Option<f64>,
}

impl NumberConstraints {
    /// No constraints: every number is valid.
    #[must_use]
    pub const fn new() -> Self {
        Self { minimum: None, maximum: None, multiple_of: None }
    }

    /// Requires at least `limit`, or more than it if `is_exclusive`.
    #[must_use]
    pub const fn minimum(mut self, limit: f64, is_exclusive: bool) -> Self {
        self.minimum = Some((limit, is_exclusive));
        self
    }

    /// Allows at most `limit`, or less than it if `is_exclusive`.
    #[must_use]
    pub const fn maximum(mut self, limit: f64, is_exclusive: bool) -> Self {
        self.maximum = Some((limit, is_exclusive));
        self
    }

    /// Requires a multiple of `step`, which must be greater than 0.
    #[must_use]
    pub const fn multiple_of(mut self, step: f64) -> Self {
        self.multiple_of = Some(step);
        self
    }

    /// Checks `value` against every constraint.
    ///
    /// Infinity and NaN are refused, because JSON cannot represent them. Multiples are compared with a tolerance: 0.3 is a
    /// multiple of 0.1.
    ///
    /// # Errors
    ///
    /// The first constraint that is violated.
    pub const fn check(&self, value: f64) -> Result<(), Violation> {
        if !value.is_finite() {
            return Err(Violation::not_finite());
        }
        if let Some((limit, is_exclusive)) = self.minimum {
            if is_exclusive && value <= limit {
                return Err(Violation::beyond(Bound::More, Limit::number(limit)));
            }
            if value < limit {
                return Err(Violation::beyond(Bound::Least, Limit::number(limit)));
            }
        }
        if let Some((limit, is_exclusive)) = self.maximum {
            if is_exclusive && value >= limit {
                return Err(Violation::beyond(Bound::Less, Limit::number(limit)));
            }
            if value > limit {
                return Err(Violation::beyond(Bound::Most, Limit::number(limit)));
            }
        }
        match self.multiple_of {
            Some(step) if step > 0.0 && !is_multiple(value, step) => {
                Err(Violation::beyond(Bound::Step, Limit::number(step)))
            }
            _ => Ok(()),
        }
    }
}

/// Whether `value` is a multiple of `step`, within the rounding of `f64`.
const fn is_multiple(value: f64, step: f64) -> bool {
    let times = (value / step).abs();
    let rest = times % 1.0;
    let nearness = if times > 1.0 { times * 4.0 * f64::EPSILON } else { 4.0 * f64::EPSILON };
    rest <= nearness || 1.0 - rest <= nearness
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::{IntegerConstraints, NumberConstraints};

    #[test]
    fn integers() {
        let even_percentage = IntegerConstraints::new().minimum(-100).maximum(100).multiple_of(2);
        for met in [-100, 0, 42, 100] {
            assert_eq!(even_percentage.check(met), Ok(()), "{met}");
        }
        for (value, rule, message) in [
            (-102, "minimum", "expected at least -100"),
            (i64::MIN, "minimum", "expected at least -100"),
            (101, "maximum", "expected at most 100"),
            (-3, "multipleOf", "expected a multiple of 2"),
        ] {
            let violation = even_percentage.check(value).unwrap_err();
            assert_eq!((violation.rule(), violation.position()), (rule, None), "{value}");
            assert_eq!(violation.to_string(), message, "{value}");
        }
        assert_eq!(IntegerConstraints::new().check(i64::MIN), Ok(()));
        assert_eq!(IntegerConstraints::new().multiple_of(0).check(1), Ok(()));
        assert_eq!(IntegerConstraints::new().multiple_of(-1).check(i64::MIN), Ok(()));
    }

    #[test]
    fn numbers() {
        let rules = NumberConstraints::new().minimum(0.0, true).maximum(2.5, true).multiple_of(0.1);
        for met in [0.1, 0.3, 0.7, 1.1, 2.4] {
            assert_eq!(rules.check(met), Ok(()), "{met}");
        }
        for (value, rule, message) in [
            (0.0, "minimum", "expected more than 0"),
            (-0.1, "minimum", "expected more than 0"),
            (2.5, "maximum", "expected less than 2.5"),
            (1e300, "maximum", "expected less than 2.5"),
            (0.15, "multipleOf", "expected a multiple of 0.1"),
            (f64::NAN, "type", "expected a finite number: JSON cannot represent NaN or infinity"),
            (f64::INFINITY, "type", "expected a finite number: JSON cannot represent NaN or infinity"),
        ] {
            let violation = rules.check(value).unwrap_err();
            assert_eq!((violation.rule(), violation.to_string().as_str()), (rule, message), "{value}");
        }
        let closed = NumberConstraints::new().minimum(0.5, false).maximum(1.0, false);
        assert_eq!((closed.check(0.5), closed.check(1.0)), (Ok(()), Ok(())));
        assert_eq!(closed.check(0.4).unwrap_err().to_string(), "expected at least 0.5");
        assert_eq!(closed.check(1.1).unwrap_err().to_string(), "expected at most 1");
    }

    #[test]
    fn a_multiple_need_not_be_exact_and_what_is_none_is_none() {
        let cents = NumberConstraints::new().multiple_of(0.01);
        for cent in 0..20_000 {
            let value = f64::from(cent) / 100.0;
            assert_eq!(cents.check(value), Ok(()), "{value}");
            assert!(cents.check(value + 0.001).is_err(), "{value}");
        }
    }
}
