//! Bundles: the client's `CertificatePem` and the reference server read the same text.
//!
//! In the input, each of five control characters stands for a block that is made anew for the run, so that real
//! certificates and keys are met and none is ever in a file.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use openscaler_api::types::CertificatePem;
use openscaler_formats::Format;
use openscaler_fuzz::{assert_quotes_nothing, marked};
use openscaler_reference_server::certificates::{Bundle, Recipe};
use openscaler_reference_server::check_bundle;

/// What the server refuses in a text that the client may send: what is none of the format's business.
const BEYOND_THE_FORMAT: &[&str] = &[
    // What the certificates and the key say.
    "certificate_unreadable",
    "expired",
    "not_yet_valid",
    "chain_order",
    "chain_signature",
    "chain_algorithm",
    "leaf_is_ca",
    "leaf_unusable",
    "several_keys",
    "key_mismatch",
    "key_unreadable",
    // How many there are.
    "pem_too_many_blocks",
    // Blocks of other labels are well-formed all the same.
    "pem_label",
];

static BUNDLE: LazyLock<Bundle> =
    LazyLock::new(|| Recipe::new(["example.com", "*.example.com"]).chain().make().expect("a bundle"));

fn with_blocks(text: &str) -> String {
    let chain = &BUNDLE.chain;
    let mut whole = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{1}'..='\u{3}' => whole.push_str(&chain[character as usize - 1]),
            '\u{4}' => whole.push_str(&BUNDLE.key.pkcs8()),
            '\u{5}' => whole.push_str(&BUNDLE.key.sec1()),
            other => whole.push(other),
        }
    }
    whole
}

fuzz_target!(|input: &str| {
    let text = with_blocks(&marked(input));
    let by_format = Format::Pem.check(&text);
    let by_client = CertificatePem::try_from(text.as_str());
    assert_eq!(by_format.is_ok(), by_client.is_ok(), "the type and its format disagree");
    let complaint = by_client.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert_quotes_nothing(&complaint);
    assert_quotes_nothing(&by_client.err().map(|error| format!("{error:?}")).unwrap_or_default());
    let faults = check_bundle(&text);
    for (_, message) in &faults {
        assert_quotes_nothing(message);
    }
    if faults.is_empty() {
        assert_eq!(complaint, "", "the server keeps what the client refuses");
    }
    if by_format.is_ok() {
        let odd = faults.iter().find(|(rule, _)| !BEYOND_THE_FORMAT.contains(rule));
        assert_eq!(odd, None, "the client sends what the server cannot read");
    }
});
