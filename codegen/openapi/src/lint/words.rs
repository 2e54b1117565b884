//! Wording that several messages share.

use serde_json::Value;

/// A value as a message names it: short ones are quoted.
pub(crate) fn describe(value: &Value) -> String {
    const LONGEST: usize = 40;
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => format!("the boolean `{flag}`"),
        Value::Number(number) => format!("the number `{number}`"),
        Value::String(text) if text.chars().count() <= LONGEST => format!("the string `{text}`"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

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
