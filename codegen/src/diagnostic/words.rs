//! Names and texts inside of a message.

/// `a`, `b` and `c`, where `last` is `and` or `or`.
pub(crate) fn list<T: AsRef<str>>(names: &[T], last: &str) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match names.as_slice() {
        [] => String::new(),
        [name] => name.clone(),
        [first @ .., name] => format!("{} {last} {name}", first.join(", ")),
    }
}

/// A literal's text for a message: invisible characters are escaped, a long text is truncated.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.is_empty() {
        return "the empty string".to_owned();
    }
    let mut shown: String = text.chars().take(LONGEST).flat_map(escaped).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// A literal for a suggestion; a long one may be a key and is replaced by `…`.
pub(crate) fn suggested(literal: &str) -> String {
    const LONGEST: usize = 42;
    if literal.chars().nth(LONGEST).is_some() { "\"…\"".to_owned() } else { literal.to_owned() }
}

/// Quotes are not escaped: the text is in back-ticks.
fn escaped(character: char) -> impl Iterator<Item = char> {
    let escaped = !matches!(character, '"' | '\'' | '\\');
    let (kept, rest) = if escaped { (None, Some(character.escape_debug())) } else { (Some(character), None) };
    kept.into_iter().chain(rest.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::{list, shown};

    #[test]
    fn names_are_listed() {
        assert_eq!(list(&["a"], "or"), "`a`");
        assert_eq!(list(&["a", "b"], "or"), "`a` or `b`");
        assert_eq!(list(&["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }

    #[test]
    fn texts_are_shown_on_one_short_line() {
        assert_eq!(shown(""), "the empty string");
        assert_eq!(shown("a \"b\"\n\u{200b}"), "`a \"b\"\\n\\u{200b}`");
        assert_eq!(shown(&"ä".repeat(40)), format!("`{}`", "ä".repeat(40)));
        assert_eq!(shown(&"ä".repeat(41)), format!("`{}…`", "ä".repeat(40)));
    }
}
