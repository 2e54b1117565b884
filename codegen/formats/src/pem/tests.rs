//! Tables of PEM texts, and comparisons with reference implementations.

use std::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;
use rustls_pki_types::{CertificateDer, pem::PemObject};

use super::{
    has_private_key,
    near_marker::{CAPITALS, FIVE_HYPHENS, NOT_A_DASH},
};
use crate::{
    Format::Pem,
    testing::{assert_accepts, assert_refuses},
};

const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const NO_CERTIFICATE: &str = "missing `CERTIFICATE` block: expected a line -----BEGIN CERTIFICATE-----";
const BEFORE_BEGIN: &str = "BEGIN must start its line: remove what precedes its five hyphens";
const AFTER_BEGIN: &str = "expected a line break after BEGIN's closing hyphens";
const AFTER_END: &str = "expected a line break after END's closing hyphens";
const BEFORE_END: &str = "END must start its line: move its five hyphens to a line of their own";
const LINE_BREAK: &str = r"expected a line break, found a literal `\n`: use real line breaks";
const LABEL: &str = "invalid label: expected words separated by single spaces, such as `CERTIFICATE`";
const LABELS_DIFFER: &str = "the END label differs from the BEGIN label: make them the same";
const NOT_BASE64: &str = "invalid base64 character: copy the whole block again";
const CUT_OFF: &str = "truncated base64, or wrong padding (`=`): copy the whole block again";
const DAMAGED: &str = "damaged base64, whose last character has excess bits: copy the whole block again";
const NOT_THE_LABEL: &str = "the label of a certificate is `CERTIFICATE` alone: write -----BEGIN CERTIFICATE-----";
const ENCRYPTED: &str = "a server cannot use an encrypted private key: decrypt it with `openssl pkey`";

#[test]
fn accepts() {
    assert_accepts(
        Pem,
        &[
            CERTIFICATE,
            CERTIFICATE.trim_end(),
            &CERTIFICATE.replace('\n', "\r\n"),
            &CERTIFICATE.replace('\n', "  \n"),
            &CERTIFICATE.replace('\n', "\t \n"),
            &CERTIFICATE.replace('\n', " \r\r\n"),
            &CERTIFICATE.replace("MIIB", "M\n \tII\nB"),
            &CERTIFICATE.replace("MIIB", "\nMIIB"),
            &CERTIFICATE.replace("MIIB", " \t\nMIIB"),
            &CERTIFICATE.replace("MIIB", "MIE="),
            &CERTIFICATE.replace("MIIB", "MA=\n="),
            &format!("{CERTIFICATE}{CERTIFICATE}"),
            &format!("{CERTIFICATE}\n-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"),
            &format!("-----BEGIN EC PARAMETERS-----\nMIIB\n-----END EC PARAMETERS-----\n{CERTIFICATE}"),
            &format!("-----BEGIN X-Y Z-----\nMIIB\n-----END X-Y Z-----\n{CERTIFICATE}"),
            &format!("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n{CERTIFICATE}"),
            &format!("-----BEGIN ATTRIBUTE CERTIFICATE-----\nMIIB\n-----END ATTRIBUTE CERTIFICATE-----\n{CERTIFICATE}"),
            &format!("Bag Attributes\n    friendlyName: münchen -- 1\n\n{CERTIFICATE}\n\n# the end"),
            &format!("- begin here\n----\n– the end of the chain –\nEnd certificate: below\n{CERTIFICATE}"),
        ],
    );
}

#[test]
fn refuses_what_has_no_certificate() {
    assert_refuses(
        Pem,
        &[
            (
                "",
                None,
                "expected PEM, found an empty string: give the file's contents, starting with -----BEGIN CERTIFICATE-----",
            ),
            (
                " \r\n",
                None,
                "expected PEM, found an empty string: give the file's contents, starting with -----BEGIN CERTIFICATE-----",
            ),
            ("hello", None, NO_CERTIFICATE),
            ("-----", None, NO_CERTIFICATE),
            ("/etc/ssl/server.crt", None, "expected PEM, found the path of a file: give the file's contents"),
            ("server.pem\n", None, "expected PEM, found the path of a file: give the file's contents"),
            ("certs/server.pem", None, "expected PEM, found the path of a file: give the file's contents"),
            (
                "MIIBiDCCAS6gAwIBAgIUTeBqKft9o7mb\ntRBNkaFjRFt7CeUwCgYIKoZIzj0EAwIw\n",
                None,
                "missing -----BEGIN CERTIFICATE----- and -----END CERTIFICATE----- around the base64",
            ),
            (
                "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==",
                None,
                "expected PEM, found PEM encoded as base64: decode it first",
            ),
            (
                "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n",
                Some(0),
                "expected a certificate, found a certificate request: use the certificate that was issued for it",
            ),
            (
                "\n-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n",
                Some(1),
                "missing `CERTIFICATE` block before the private key: add the certificate",
            ),
            (
                "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n",
                Some(0),
                "expected certificates, found a PKCS #7 bundle: convert it with `openssl pkcs7 -print_certs`",
            ),
            ("-----BEGIN DH PARAMETERS-----\nMIIB\n-----END DH PARAMETERS-----\n", Some(0), NO_CERTIFICATE),
        ],
    );
}

#[test]
fn refuses_what_readers_pass_over() {
    assert_refuses(
        Pem,
        &[
            (
                &format!("\u{feff}{CERTIFICATE}"),
                Some(0),
                "unexpected byte order mark (U+FEFF) before BEGIN: save the file without it",
            ),
            (
                &format!("{CERTIFICATE}\u{feff}{CERTIFICATE}"),
                Some(CERTIFICATE.len()),
                "unexpected byte order mark (U+FEFF) before BEGIN: save the file without it",
            ),
            (&format!("  {CERTIFICATE}"), Some(2), BEFORE_BEGIN),
            (&format!("\"{CERTIFICATE}\""), Some(1), BEFORE_BEGIN),
            (&format!("-{CERTIFICATE}"), Some(1), BEFORE_BEGIN),
            (
                &format!("{CERTIFICATE}-----END CERTIFICATE-----"),
                Some(CERTIFICATE.len()),
                "END without BEGIN: copy the whole block",
            ),
            ("-----END CERTIFICATE-----", Some(0), "END without BEGIN: copy the whole block"),
            (
                &CERTIFICATE.replace("CERT", "TRUSTED CERT"),
                Some(0),
                "only OpenSSL reads `TRUSTED CERTIFICATE`: convert it with `openssl x509`",
            ),
            (
                &format!(
                    "{CERTIFICATE}-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----"
                ),
                Some(CERTIFICATE.len()),
                ENCRYPTED,
            ),
            (
                &format!(
                    "{CERTIFICATE}-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,B\n\nMIIB\n"
                ),
                Some(CERTIFICATE.len() + "-----BEGIN RSA PRIVATE KEY-----\n".len()),
                ENCRYPTED,
            ),
        ],
    );
}

/// A valid key follows each of them.
#[test]
fn refuses_what_is_nearly_a_marker() {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let key = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
    let bundle = format!("{CERTIFICATE}{key}");
    let end = bundle.find(END).unwrap();
    for (text, position, reason) in [
        (bundle.replace("CERTIFICATE", "MY CERTIFICATE"), 11, NOT_THE_LABEL),
        (bundle.replace("CERTIFICATE", "X509 CERTIFICATE"), 11, NOT_THE_LABEL),
        (bundle.replace("CERTIFICATE", "CERTIFICATES"), 11, NOT_THE_LABEL),
        (bundle.replace("CERTIFICATE", "Certificate"), 11, CAPITALS),
        (bundle.to_lowercase(), 5, CAPITALS),
        (bundle.replace(BEGIN, "-----begin certificate-----"), 5, CAPITALS),
        (bundle.replace(END, "-----end certificate-----"), end + 5, CAPITALS),
        (bundle.replace("-----", "----"), 0, FIVE_HYPHENS),
        (bundle.replace(BEGIN, "--BEGIN CERTIFICATE-----"), 0, FIVE_HYPHENS),
        (bundle.replace(BEGIN, "----- BEGIN CERTIFICATE-----"), 0, FIVE_HYPHENS),
        (bundle.replace(BEGIN, "  ----BEGIN CERTIFICATE----"), 2, FIVE_HYPHENS),
        (bundle.replace(BEGIN, "BEGIN CERTIFICATE"), 0, FIVE_HYPHENS),
        (bundle.replace(END, "----END CERTIFICATE-----"), end, FIVE_HYPHENS),
        (bundle.replace(END, "END CERTIFICATE"), 0, "BEGIN without END: copy the whole block"),
        (bundle.replace("-----", "—–"), 0, NOT_A_DASH),
        (bundle.replace("-----", "\u{2212}"), 0, NOT_A_DASH),
        (bundle.replace(BEGIN, "--\u{2010}--BEGIN CERTIFICATE-----"), 2, NOT_A_DASH),
        (bundle.replace(BEGIN, "-----BEGIN CERTIFICATE—–"), BEGIN.len() - 5, NOT_A_DASH),
        (bundle.replace(END, "—–END CERTIFICATE—–"), end, NOT_A_DASH),
        (bundle.replace(END, "-----END CERTIFICATE—–"), end + END.len() - 5, NOT_A_DASH),
        // A good certificate does not make up for another that would be lost.
        (format!("{bundle}----BEGIN CERTIFICATE----"), bundle.len(), FIVE_HYPHENS),
        (format!("{bundle}-----BEGIN my certificate-----\n"), bundle.len() + 11, CAPITALS),
        (bundle.replace("PRIVATE KEY", "Private Key"), CERTIFICATE.len() + 11, CAPITALS),
        (format!("{CERTIFICATE}{}", key.replace("-----", "—")), CERTIFICATE.len(), NOT_A_DASH),
    ] {
        assert_refuses(Pem, &[(&text, Some(position), reason)]);
    }
}

#[test]
fn refuses_what_openssl_cannot_read() {
    const BLANK_LINE: &str = "blank line inside a block, which OpenSSL cannot read: remove it";
    const CARRIAGE_RETURN: &str =
        "a carriage return alone is not a line break for OpenSSL: save the file with LF or CRLF";
    let lines = CERTIFICATE.replace("MIIB", "MIIB\nMIIB\nMIIB");
    assert_refuses(
        Pem,
        &[
            (&lines.replacen("MIIB\n", "MIIB\n\n", 1), Some(33), BLANK_LINE),
            (&lines.replacen("MIIB\n", "MIIB\n \t\r\n", 1), Some(33), BLANK_LINE),
            (&lines.replacen("MIIB\n", "MIIB\n\n\n", 1), Some(33), BLANK_LINE),
            (&lines.replacen("MIIB\n", "\nMIIB\n\n", 1), Some(34), BLANK_LINE),
            (&lines.replace('\n', "\n\n"), Some(34), BLANK_LINE),
            (&CERTIFICATE.replace("MIIB", "\n\nMIIB"), Some(29), BLANK_LINE),
            (&CERTIFICATE.replace("MIIB\n", "MIIB\n\n"), Some(33), BLANK_LINE),
            (&CERTIFICATE.replace('\n', "\r"), Some(27), CARRIAGE_RETURN),
            (&CERTIFICATE.replace("MIIB", "MI\rIB"), Some(30), CARRIAGE_RETURN),
            (&CERTIFICATE.replace("MIIB\n", "MIIB\r"), Some(32), CARRIAGE_RETURN),
            (&format!("a\r{CERTIFICATE}"), Some(1), CARRIAGE_RETURN),
            (
                &CERTIFICATE.trim_end().repeat(2).replacen(
                    "-----END CERTIFICATE-----",
                    "-----END CERTIFICATE-----\r",
                    1,
                ),
                Some(CERTIFICATE.len() - 1),
                CARRIAGE_RETURN,
            ),
        ],
    );
    let second = format!("{CERTIFICATE}{}", CERTIFICATE.replace("MIIB", "MIIB\n\nMIIB"));
    assert_eq!(Pem.check(&second).unwrap_err().to_string(), format!("{BLANK_LINE} (line 6)"));
}

#[test]
fn refuses_broken_blocks() {
    let labels_differ = CERTIFICATE.find("-----END ").unwrap() + "-----END ".len();
    let five_hyphens = "a BEGIN line must end in five hyphens: write -----BEGIN CERTIFICATE-----";
    let end_hyphens = "an END line must end in five hyphens: write -----END CERTIFICATE-----";
    assert_refuses(
        Pem,
        &[
            ("-----BEGIN CERTIFICATE-----", Some(0), "BEGIN without END: copy the whole block"),
            ("-----BEGIN CERTIFICATE-----\nMIIB\n", Some(0), "BEGIN without END: copy the whole block"),
            (
                &format!("-----BEGIN CERTIFICATE-----\nMIIB\n{CERTIFICATE}"),
                Some(0),
                "BEGIN without END: copy the whole block",
            ),
            ("-----BEGIN CERTIFICATE", Some(0), five_hyphens),
            ("-----BEGIN CERTIFICATE----\nMIIB", Some(0), five_hyphens),
            ("-----BEGIN  CERTIFICATE-----\n", Some(11), LABEL),
            ("-----BEGIN A  B-----\n", Some(13), LABEL),
            ("-----BEGIN CERTIFICATE -----\n", Some(23), LABEL),
            ("-----BEGIN -----\n", Some(11), LABEL),
            ("-----BEGIN ZERTIFIKÄT-----\n", Some(19), LABEL),
            (&CERTIFICATE.replace("END CERTIFICATE", "END CERT"), Some(labels_differ), LABELS_DIFFER),
            (&CERTIFICATE.replace("END CERTIFICATE", "END CERTIFICATE REQUEST"), Some(labels_differ), LABELS_DIFFER),
            (&CERTIFICATE.replace("END CERTIFICATE", "END PRIVATE KEY"), Some(labels_differ), LABELS_DIFFER),
            ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END ", Some(labels_differ - 9), end_hyphens),
            ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END C", Some(labels_differ), LABELS_DIFFER),
            (&CERTIFICATE[..CERTIFICATE.len() - 2], Some(labels_differ - 9), end_hyphens),
            (&CERTIFICATE[..CERTIFICATE.len() - 6], Some(labels_differ - 9), end_hyphens),
            (&CERTIFICATE.replace('\n', " "), Some(28), AFTER_BEGIN),
            (&CERTIFICATE.replace('\n', ""), Some(27), AFTER_BEGIN),
            (&CERTIFICATE.replacen("-----\n", "-----\x0b\n", 1), Some(27), AFTER_BEGIN),
            (&CERTIFICATE.replace("-----\n", "-----\u{a0}\n"), Some(27), AFTER_BEGIN),
            (&CERTIFICATE.replace('\n', "\\n"), Some(27), LINE_BREAK),
            (&CERTIFICATE.replace('\n', "\\r\\n"), Some(27), LINE_BREAK),
            (&CERTIFICATE.replace("MIIB\n", "MIIB\\n"), Some(32), LINE_BREAK),
            (&format!("{}\\n", CERTIFICATE.trim_end()), Some(CERTIFICATE.len() - 1), LINE_BREAK),
            (&CERTIFICATE.trim_end().repeat(2), Some(CERTIFICATE.len() - 1), AFTER_END),
            (&CERTIFICATE.replace("MIIB\n", "MIIB"), Some(32), BEFORE_END),
            (&CERTIFICATE.replace("-----END", " -----END"), Some(34), BEFORE_END),
            (&CERTIFICATE.replace("MIIB\n", ""), Some(0), "empty block: expected base64 between BEGIN and END"),
            (&CERTIFICATE.replace("MIIB", " "), Some(0), "empty block: expected base64 between BEGIN and END"),
            (&CERTIFICATE.replace("MIIB", "===="), Some(0), "empty block: expected base64 between BEGIN and END"),
            (&CERTIFICATE.replace("MIIB", "MI-B"), Some(30), NOT_BASE64),
            (&CERTIFICATE.replace("MIIB", "MI_B"), Some(30), NOT_BASE64),
            (&CERTIFICATE.replace("MIIB", "MIéB"), Some(30), NOT_BASE64),
            (&CERTIFICATE.replace("MIIB", "Name: a"), Some(32), NOT_BASE64),
            (&CERTIFICATE.replace("MIIB", "..."), Some(28), "expected base64, found an ellipsis: give the whole block"),
            (&CERTIFICATE.replace("MIIB", "…"), Some(28), "expected base64, found an ellipsis: give the whole block"),
            (&CERTIFICATE.replace("MIIB", "M"), Some(30), CUT_OFF),
            (&CERTIFICATE.replace("MIIB", "MI"), Some(31), CUT_OFF),
            (&CERTIFICATE.replace("MIIB", "MI="), Some(32), CUT_OFF),
            (&CERTIFICATE.replace("MIIB", "MII"), Some(32), CUT_OFF),
            (&CERTIFICATE.replace("MIIB", "MIIB="), Some(34), CUT_OFF),
            (&CERTIFICATE.replace("MIIB", "MIIB===="), Some(37), CUT_OFF),
            (
                &CERTIFICATE.replace("MIIB", "MA==MIIB"),
                Some(32),
                "base64 continues after its padding (`=`): copy the whole block again",
            ),
            (&CERTIFICATE.replace("MIIB", "MB=="), Some(33), DAMAGED),
            (&CERTIFICATE.replace("MIIB", "MIF="), Some(33), DAMAGED),
        ],
    );
}

#[test]
fn a_message_names_the_line() {
    let second = format!("{CERTIFICATE}{}", CERTIFICATE.replace("MIIB", "MI!B"));
    assert_eq!(
        Pem.check(&second).unwrap_err().to_string(),
        "invalid base64 character: copy the whole block again (line 5, character 3)"
    );
    let unfinished = format!("{CERTIFICATE}-----BEGIN CERTIFICATE-----\n");
    assert_eq!(Pem.check(&unfinished).unwrap_err().to_string(), "BEGIN without END: copy the whole block (line 4)");
}

#[test]
fn private_keys_are_found_in_every_dress() {
    for key in [
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
        "  -----BEGIN EC PRIVATE KEY-----",
        r"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n",
    ] {
        assert!(has_private_key(key), "{key}");
        assert!(has_private_key(&format!("{CERTIFICATE}{key}\nMIIB\n")), "{key}");
    }
    for none in ["", CERTIFICATE, "-----BEGIN PUBLIC KEY-----", "PRIVATE KEY", "-----BEGIN X\nPRIVATE KEY"] {
        assert!(!has_private_key(none), "{none}");
    }
}

/// The result of the reference implementations for an accepted text.
fn assert_references_agree(text: &str) {
    let expected = text.matches("-----BEGIN CERTIFICATE-----").count();
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
    let certificates = certificates.unwrap();
    assert!(expected > 0, "{text:?}");
    assert_eq!(certificates.len(), expected, "{text:?}");

    let bodies = text.split("-----BEGIN CERTIFICATE-----").skip(1);
    for (body, certificate) in bodies.zip(&certificates) {
        let body = body.split("-----END").next().unwrap();
        let base64: String = body.split_ascii_whitespace().collect();
        assert_eq!(STANDARD.decode(base64).unwrap(), certificate.as_ref(), "{text:?}");
    }
}

/// A bundle as a program writes it, and its line ending.
fn bundle() -> impl Strategy<Value = String> {
    let label = prop::sample::select(std::vec!["CERTIFICATE", "CERTIFICATE", "PRIVATE KEY", "EC PARAMETERS"]);
    let block = (label, prop::collection::vec(any::<u8>(), 1..40), 1_usize..80, "[a-z :\u{e9}]{0,10}");
    let line_break = prop::sample::select(std::vec!["\n", "\r\n"]);
    (prop::collection::vec(block, 1..4), line_break).prop_map(|(blocks, line_break)| {
        let mut text = String::new();
        for (label, der, width, around) in blocks {
            text += &format!("-----BEGIN {label}-----\n");
            for line in STANDARD.encode(der).as_bytes().chunks(width) {
                text += str::from_utf8(line).unwrap();
                text += "\n";
            }
            text += &format!("-----END {label}-----\n{around}\n");
        }
        text.replace('\n', line_break)
    })
}

proptest! {
    #[test]
    fn bundles_with_a_certificate_are_accepted(text in bundle()) {
        prop_assert_eq!(Pem.check(&text).is_ok(), text.contains("BEGIN CERTIFICATE"));
        if Pem.check(&text).is_ok() {
            assert_references_agree(&text);
        }
    }

    /// A single typo is either refused, or changes nothing for the reference implementations.
    #[test]
    fn damaged_bundles_are_read_alike_or_refused(
        text in bundle(),
        at in any::<prop::sample::Index>(),
        remove in 0_usize..3,
        insert in "[-=AB \n\r\t\u{feff}\\\\]{0,2}|-----BEGIN |-----END |-----END CERTIFICATE-----\n",
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        let end = characters.len().min(at + remove);
        characters.splice(at..end, insert.chars());
        let damaged: String = characters.into_iter().collect();
        if Pem.check(&damaged).is_ok() {
            assert_references_agree(&damaged);
        }
    }

    #[test]
    fn lines_in_any_order_are_read_alike_or_refused(
        lines in prop::collection::vec(
            prop::sample::select(std::vec![
                "-----BEGIN CERTIFICATE-----",
                "-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----",
                "-----END PRIVATE KEY-----",
                "MIIB",
                "MA==",
                "-----",
                "text",
                " ",
                "",
            ]),
            0..8,
        ),
    ) {
        let text = lines.join("\n");
        if Pem.check(&text).is_ok() {
            assert_references_agree(&text);
        }
    }
}
