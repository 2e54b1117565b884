//! Wording that several messages share.

/// `a` or `an`.
pub fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// Of the words that are known the one that was probably meant.
///
/// Case and separators do not count; of three letters one may be wrong, missing, too many or in another's place.
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let plain = |word: &str| {
        let letters = word.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let meant = plain(word);
    let most = meant.chars().count() / 3;
    let distances = known.into_iter().map(|known| (strsim::osa_distance(&meant, &plain(known)), known));
    let near = distances.filter(|(distance, _)| *distance <= most);
    near.min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

/// The question that ends a help.
pub fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_and_a_far_one_is_not() {
        let known = ["required", "requestBody", "maxLength", "minLength", "in"];
        let cases = [
            ("requried", Some("required")),
            ("requestbody", Some("requestBody")),
            ("request_body", Some("requestBody")),
            ("maxlength", Some("maxLength")),
            ("mxLength", Some("maxLength")),
            ("if", None),
            ("const", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }
}
