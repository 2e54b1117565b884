//! Names and texts in messages.

/// `a`, `b` and `c`, where `last` is `and` or `or`.
pub(crate) fn list<T: AsRef<str>>(names: &[T], last: &str) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match names.as_slice() {
        [] => String::new(),
        [name] => name.clone(),
        [first @ .., name] => format!("{} {last} {name}", first.join(", ")),
    }
}

/// `a`, `b` or `c`; of many names, the first: at least two are left out.
pub(crate) fn any_of<T: AsRef<str>>(names: &[T]) -> String {
    const MOST: usize = 12;
    if names.len() <= MOST + 1 {
        return list(names, "or");
    }
    let first: Vec<_> = names[..MOST].iter().map(|name| format!("`{}`", name.as_ref())).collect();
    format!("{} or one of {} others", first.join(", "), names.len() - MOST)
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
    use super::{any_of, list, shown};

    #[test]
    fn names_are_listed() {
        assert_eq!(list(&["a"], "or"), "`a`");
        assert_eq!(list(&["a", "b"], "or"), "`a` or `b`");
        assert_eq!(list(&["a", "b", "c"], "and"), "`a`, `b` and `c`");
        assert_eq!(any_of(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert!(any_of(&["a"; 13]).ends_with("`a` or `a`"));
        let many = any_of(&["a"; 20]);
        assert!(many.starts_with("`a`, `a`") && many.ends_with("`a` or one of 8 others"), "{many}");
    }

    #[test]
    fn texts_are_shown_on_one_short_line() {
        assert_eq!(shown(""), "the empty string");
        assert_eq!(shown("a \"b\"\n\u{200b}"), "`a \"b\"\\n\\u{200b}`");
        assert_eq!(shown(&"ä".repeat(40)), format!("`{}`", "ä".repeat(40)));
        assert_eq!(shown(&"ä".repeat(41)), format!("`{}…`", "ä".repeat(40)));
    }
}
