//! Versions, and which one a change asks for.

use std::fmt;

use super::report::Level;

/// A version as Cargo reads it, without what may follow its three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    numbers: [u64; 3],
}

/// The rule in words.
pub const RULE: &str = "a breaking change raises the first number that is not 0";

impl Version {
    /// Reads `1.2.3`; a pre-release or a build mark has no place in a released version.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|number| number.parse().ok());
        let version = Self { numbers: [numbers.next()??, numbers.next()??, numbers.next()??] };
        numbers.next().is_none().then_some(version)
    }

    /// The least version that may follow this one after changes of such a level.
    ///
    /// Cargo takes two versions for compatible if they agree up to the first number that is not 0. So a breaking change
    /// raises that number: 1.2.3 becomes 2.0.0, 0.2.3 becomes 0.3.0, and 0.0.3 becomes 0.0.4. What only adds raises the
    /// number after it, and so does, as long as the version begins with 0, what adds nothing: there is no third number
    /// left to tell the two apart.
    #[must_use]
    pub fn after(self, level: Level) -> Self {
        let numbers = match (level, self.numbers) {
            (Level::None, numbers) => numbers,
            (_, [0, 0, patch]) => [0, 0, patch + 1],
            (Level::Major, [0, minor, _]) => [0, minor + 1, 0],
            (Level::Minor | Level::Patch, [0, minor, patch]) => [0, minor, patch + 1],
            (Level::Major, [major, _, _]) => [major + 1, 0, 0],
            (Level::Minor, [major, minor, _]) => [major, minor + 1, 0],
            (Level::Patch, [major, minor, patch]) => [major, minor, patch + 1],
        };
        Self { numbers }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(formatter, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_that_is_not_zero_is_the_breaking_one() {
        let cases = [
            ("1.2.3", Level::Major, "2.0.0"),
            ("1.2.3", Level::Minor, "1.3.0"),
            ("1.2.3", Level::Patch, "1.2.4"),
            ("0.2.3", Level::Major, "0.3.0"),
            ("0.2.3", Level::Minor, "0.2.4"),
            ("0.2.3", Level::Patch, "0.2.4"),
            ("0.0.3", Level::Major, "0.0.4"),
            ("0.0.3", Level::Patch, "0.0.4"),
            ("0.2.3", Level::None, "0.2.3"),
        ];
        for (version, level, expected) in cases {
            let version = Version::parse(version).expect("a version");
            assert_eq!(version.after(level).to_string(), expected, "{version} {}", level.name());
        }
    }

    #[test]
    fn what_is_no_released_version_is_none() {
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.3-alpha", "v1.2.3", "1.2.x"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
