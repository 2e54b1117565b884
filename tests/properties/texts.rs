//! Texts that the named strings of requests can hold, as far out as their rules go.
//!
//! The rules are put in other words than the validators': what is made here is right by construction.

use pem::{EncodeConfig, LineEnding, Pem};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A path segment: any text that can be seen, from its first to its last character, and is neither `.` nor `..`.
pub(crate) fn name() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        4 => r"[^\p{Cc}\p{Cf}]{1,40}",
        2 => "[a-z0-9-]{1,20}",
        1 => r"[^\p{Cc}\p{Cf}]{500,2000}",
        2 => select(vec!["%2e%2e", "%00", "100%", "...", "a/b", r"..\..", "a?b#c", "null", "\"", r"\u0000", "👩\u{200d}💻"])
            .prop_map(str::to_owned),
    ];
    text.prop_map(|text| text.trim().to_owned())
        .prop_filter("a name", |text| !text.is_empty() && text != "." && text != "..")
}

/// A domain name, up to its 253 characters, or a wildcard.
pub(crate) fn domain() -> impl Strategy<Value = String> {
    let wildcard = prop_oneof![3 => Just(""), 1 => Just("*.")];
    (wildcard, labels(251)).prop_map(|(wildcard, labels)| format!("{wildcard}{labels}"))
}

/// An e-mail address, up to its 254 characters.
pub(crate) fn email() -> impl Strategy<Value = String> {
    let atom = r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,20}";
    (vec(atom, 1..=3), labels(189)).prop_map(|(atoms, domain)| format!("{}@{domain}", atoms.join(".")))
}

/// Labels with dots between, of at most `longest` characters in all.
fn labels(longest: usize) -> impl Strategy<Value = String> {
    let label = prop_oneof![4 => 1..=10_usize, 1 => 60..=63_usize].prop_flat_map(|length| {
        vec(select(b"abcXYZ019-".to_vec()), length).prop_map(|letters| {
            let letters = String::from_utf8(letters).expect("letters");
            // No hyphen at either end.
            let length = letters.len();
            format!("{:z<length$}", letters.trim_matches('-'))
        })
    });
    let last = prop_oneof!["[a-z]{1,10}", "[0-9]{1,5}[a-z]", "[a-z]{63}", "xn--(p1ai|bcher-kva|ls8h)"];
    (vec(label, 0..=8), last).prop_map(move |(mut labels, last)| {
        labels.push(last);
        // From the left, so that the last label stays one that may be the last.
        while labels.iter().map(|label| label.len() + 1).sum::<usize>() > longest + 1 {
            labels.remove(0);
        }
        labels.join(".")
    })
}

/// A bundle: blocks in any order with a certificate among them, the line breaks of Unix or Windows, and any text around the
/// blocks.
pub(crate) fn bundle() -> impl Strategy<Value = String> {
    let label =
        select(vec!["CERTIFICATE", "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "DH PARAMETERS", "X-Y Z"]);
    let block = move |label: BoxedStrategy<&'static str>| {
        (text_between(), label, vec(any::<u8>(), 1..200), select(vec!["", " ", "\t  "])).prop_map(
            |(text, label, bytes, blanks)| {
                let lines = EncodeConfig::new().set_line_ending(LineEnding::LF);
                let block = pem::encode_config(&Pem::new(label, bytes), lines);
                text + &block.replace('\n', &format!("{blanks}\n"))
            },
        )
    };
    let around = || vec(block(label.clone().boxed()), 0..3);
    let ending = select(vec!["\n", "\r\n"]);
    (around(), block(Just("CERTIFICATE").boxed()), around(), text_between(), ending).prop_map(
        |(before, certificate, after, text, ending)| {
            (before.concat() + &certificate + &after.concat() + &text).replace('\n', ending)
        },
    )
}

/// What tools write round the blocks: lines of anything that does not look like a boundary.
fn text_between() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("Bag Attributes".to_owned()),
        Just("subject=CN = münchen.example -- 100 %".to_owned()),
        Just(r"\n is not a line break here".to_owned()),
        r"[^-\r\n]{0,30}",
    ];
    prop_oneof![Just(Vec::new()), vec(line, 0..4)]
        .prop_map(|lines| lines.iter().map(|line| format!("{line}\n")).collect())
}
