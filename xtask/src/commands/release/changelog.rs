//! A version's section of the changelog.

/// The lines below the heading of a version (`## 0.2.0`, optionally with a date after it); `None` without a heading.
pub(super) fn section<'t>(changelog: &'t str, version: &str) -> Option<Vec<&'t str>> {
    let title =
        |line: &'t str| line.strip_prefix("## ").map(|title| title.split([' ', ']']).next().unwrap_or_default());
    let is_heading = |line: &&'t str| title(line).is_some_and(|title| title.trim_start_matches('[') == version);
    let mut lines = changelog.lines().skip_while(|line| !is_heading(line));
    lines.next()?;
    Some(lines.take_while(|line| !line.starts_with("## ")).filter(|line| !line.trim().is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::section;

    const CHANGELOG: &str =
        "# Changelog\n\n## Unreleased\n\n- later\n\n## 0.2.0 - 2026-01-01\n\n- b\n  more\n\n## 0.1.0\n";

    #[test]
    fn a_section_ends_where_the_next_begins() {
        assert_eq!(section(CHANGELOG, "0.2.0"), Some(vec!["- b", "  more"]));
        assert_eq!(section(CHANGELOG, "Unreleased"), Some(vec!["- later"]));
        assert_eq!(section(CHANGELOG, "0.1.0"), Some(vec![]));
        assert_eq!(section(CHANGELOG, "0.2"), None);
    }
}
