//! PEM blocks (RFC 7468) as text, which the TLS library decodes.
//!
//! No error quotes the text, since it may be a line of a key.

use crate::configuration::ConfigurationError;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// The trusted certificates.
pub(super) enum Certificates<'a> {
    Der(&'a [u8]),
    Pem(Vec<&'a str>),
}

pub(super) fn certificates(bytes: &[u8]) -> Certificates<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains(BEGIN) => {
            let blocks = blocks(text).filter(|(label, _)| *label == "CERTIFICATE");
            Certificates::Pem(blocks.map(|(_, block)| block).collect())
        }
        _ => Certificates::Der(bytes),
    }
}

/// The certificates of an identity, the leaf first, and its private key.
pub(super) struct Identity<'a> {
    pub(super) chain: String,
    pub(super) key: &'a str,
}

pub(super) fn identity(bytes: &[u8]) -> Result<Identity<'_>, ConfigurationError> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable_identity())?;
    let (mut chain, mut keys) = (Vec::new(), Vec::new());
    for (label, block) in blocks(text) {
        match label {
            "CERTIFICATE" => chain.push(block),
            "PRIVATE KEY" | "EC PRIVATE KEY" | "RSA PRIVATE KEY" => keys.push(block),
            _ => {}
        }
    }
    match keys.as_slice() {
        [key] if !chain.is_empty() => Ok(Identity { chain: chain.join("\n"), key }),
        _ => Err(unreadable_identity()),
    }
}

pub(super) fn unreadable_identity() -> ConfigurationError {
    let message = if cfg!(feature = "native-tls") {
        "the identity is invalid: expected PEM, its certificates and one PKCS#8 private key (`BEGIN PRIVATE KEY`)"
    } else {
        "the identity is invalid: expected PEM, its certificates and one unencrypted private key"
    };
    ConfigurationError::new("identity", message)
}

/// Label and text of each block.
fn blocks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(BEGIN)?;
        let block = &rest[start..];
        let label = &block[BEGIN.len()..];
        let label = &label[..label.find(DASHES)?];
        let last_line = block.find(END)?;
        let end = last_line + END.len();
        let end = end + block[end..].find(DASHES)? + DASHES.len();
        rest = &block[end..];
        Some((label, &block[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_among_other_text() {
        let text = "\u{feff}text\n-----BEGIN A-----\nx\n-----END A-----\n-----BEGIN B C-----\r\ny\r\n-----END B C-----";
        let found: Vec<_> = blocks(text).collect();
        assert_eq!(
            found,
            [("A", "-----BEGIN A-----\nx\n-----END A-----"), ("B C", "-----BEGIN B C-----\r\ny\r\n-----END B C-----")]
        );
    }

    #[test]
    fn what_is_not_an_identity_is_refused_without_a_word_of_it() {
        let certificate = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n";
        let key = "-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----\n";
        for text in [String::new(), certificate.to_owned(), key.to_owned(), format!("{certificate}{key}{key}")] {
            let error = identity(text.as_bytes()).err().expect("an error");
            assert!(!format!("{error:?} {error}").contains("s3cret"), "{error}");
        }
        assert!(identity(format!("{key}{certificate}").as_bytes()).is_ok());
    }
}
