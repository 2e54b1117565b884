//! Finds the name that a misspelled one was meant to be.

/// The candidate that is most similar to `name`, if it is similar enough.
pub(super) fn meant<'a>(name: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let name = plain(name);
    let words = |candidate: &str| plain(candidate).split('_').count();
    let similarity = |candidate: &str| {
        let candidate = plain(candidate);
        let contained = is_part(&name, &candidate) || is_part(&candidate, &name);
        strsim::jaro_winkler(&name, &candidate).max(if contained { NEAR } else { 0.0 })
    };
    let (nearest, similarity) = candidates
        .iter()
        // A number is not suggested for another number.
        .filter(|candidate| candidate.contains(char::is_alphabetic))
        .map(|candidate| (*candidate, similarity(candidate)))
        .max_by(|(one, near), (other, nearer)| near.total_cmp(nearer).then(words(other).cmp(&words(one))))?;
    (similarity >= NEAR).then_some(nearest)
}

const NEAR: f64 = 0.8;

/// Normalizes case and separators: `cnName`, `CN-NAME` and `cn_name` are the same.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    let mut after_lower = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || letter.is_uppercase() && after_lower {
            plain.push('_');
        }
        after_lower = letter.is_lowercase();
        if letter.is_alphanumeric() {
            plain.extend(letter.to_lowercase());
        }
    }
    plain
}

/// Whether the words of `part` are a contiguous part of `whole`: `email` in `let_encrypt_email`.
fn is_part(part: &str, whole: &str) -> bool {
    !part.is_empty() && format!("_{whole}_").contains(&format!("_{part}_"))
}

#[cfg(test)]
mod tests {
    use super::meant;

    const FIELDS: &[&str] = &["name", "cert_type", "cn_name", "cert_content", "let_encrypt_email"];

    #[test]
    fn near_names_are_meant() {
        for (name, expected) in [
            ("common_name", "cn_name"),
            ("cnName", "cn_name"),
            ("CN-NAME", "cn_name"),
            ("nmae", "name"),
            ("Name", "name"),
            ("email", "let_encrypt_email"),
            ("letsencrypt_email", "let_encrypt_email"),
            ("type", "cert_type"),
            ("certContent", "cert_content"),
            ("certificate_content", "cert_content"),
        ] {
            assert_eq!(meant(name, FIELDS), Some(expected), "{name}");
        }
        let values = ["self_signed", "let_encrypt", "upload"];
        for (value, expected) in [
            ("letsencrypt", "let_encrypt"),
            ("lets_encrypt", "let_encrypt"),
            ("LetEncrypt", "let_encrypt"),
            ("uploaded", "upload"),
            ("selfsigned", "self_signed"),
            ("self-signed", "self_signed"),
        ] {
            assert_eq!(meant(value, &values), Some(expected), "{value}");
        }
    }

    #[test]
    fn the_name_with_the_fewest_other_words_is_meant() {
        for (value, values, expected) in [
            ("TCP", ["PROTOCOL_TCP", "PROTOCOL_TCP_PROXY"], "PROTOCOL_TCP"),
            ("TCP", ["PROTOCOL_TCP_PROXY", "PROTOCOL_TCP"], "PROTOCOL_TCP"),
            ("tcp_proxy", ["PROTOCOL_TCP", "PROTOCOL_TCP_PROXY"], "PROTOCOL_TCP_PROXY"),
        ] {
            assert_eq!(meant(value, &values), Some(expected), "{value}");
        }
    }

    #[test]
    fn numbers_are_not_meant() {
        assert_eq!(meant("99", &["9", "10"]), None);
    }

    #[test]
    fn far_names_are_not() {
        for name in ["", "domain", "x", "private_key", "san", "issuer", "id"] {
            assert_eq!(meant(name, FIELDS), None, "{name}");
        }
        assert_eq!(meant("acme", &["self_signed", "let_encrypt", "upload"]), None);
        assert_eq!(meant("name", &[]), None);
    }
}
