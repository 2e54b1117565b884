//! How names and texts are put into a sentence.

/// `a`, `b` and `c`, with the last word being `and` or `or`.
pub(crate) fn list<T: AsRef<str>>(names: &[T], last: &str) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match names.as_slice() {
        [] => String::new(),
        [name] => name.clone(),
        [first @ .., name] => format!("{} {last} {name}", first.join(", ")),
    }
}

/// The words of a type's name with their article: `DomainName` is a domain name.
pub(crate) fn noun(type_name: &str) -> String {
    let mut words = String::new();
    for letter in type_name.chars() {
        if letter.is_uppercase() && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}

/// A literal's text as it is shown: what cannot be seen is escaped, and what is long is cut.
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

/// A literal as it is suggested: a long one, which may be a key, is left out.
pub(crate) fn suggested(literal: &str) -> String {
    const LONGEST: usize = 42;
    if literal.chars().nth(LONGEST).is_some() { "\"…\"".to_owned() } else { literal.to_owned() }
}

/// Quotes stay as they are: nothing stands in quotes here.
fn escaped(character: char) -> impl Iterator<Item = char> {
    let escaped = !matches!(character, '"' | '\'' | '\\');
    let (kept, rest) = if escaped { (None, Some(character.escape_debug())) } else { (Some(character), None) };
    kept.into_iter().chain(rest.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::{list, noun, shown};

    #[test]
    fn names_are_listed() {
        assert_eq!(list(&["a"], "or"), "`a`");
        assert_eq!(list(&["a", "b"], "or"), "`a` or `b`");
        assert_eq!(list(&["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }

    #[test]
    fn types_are_nouns() {
        assert_eq!(noun("DomainName"), "a domain name");
        assert_eq!(noun("EmailAddress"), "an email address");
        assert_eq!(noun("Id"), "an id");
    }

    #[test]
    fn texts_are_shown_on_one_short_line() {
        assert_eq!(shown(""), "the empty string");
        assert_eq!(shown("a \"b\"\n\u{200b}"), "`a \"b\"\\n\\u{200b}`");
        assert_eq!(shown(&"ä".repeat(40)), format!("`{}`", "ä".repeat(40)));
        assert_eq!(shown(&"ä".repeat(41)), format!("`{}…`", "ä".repeat(40)));
    }
}
