//! The tables decide as the engine does, for patterns of real documents and for random ones.

use std::collections::{BTreeMap, VecDeque};

use openscaler_formats::{Pattern, TableParts};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::{LARGEST, Refusal, compile};

/// Patterns of real documents, by what they are for.
const REAL: &[&str] = &[
    // Identifiers
    "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "^[a-f0-9]{8}-?[a-f0-9]{4}-?4[a-f0-9]{3}-?[89ab][a-f0-9]{3}-?[a-f0-9]{12}$",
    "^[a-z0-9]+(?:-[a-z0-9]+)*$",
    "^[a-z]([a-z0-9-]*[a-z0-9])?$",
    "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$",
    "^[A-Za-z0-9\\-\\_]+$",
    "^[\\w-]+$",
    "^[\\w.-]{1,64}$",
    "^[a-zA-Z_][a-zA-Z0-9_]*$",
    "^(0|[1-9][0-9]*)$",
    "^i-[a-f0-9]{8}(?:[a-f0-9]{9})?$",
    "^[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{26}$",
    "^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$",
    "^sha256:[a-f0-9]{64}$",
    // Versions
    "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$",
    "^v?\\d+(\\.\\d+){1,2}$",
    // Names of resources
    "^arn:(aws|aws-cn|aws-us-gov):[a-z0-9-]+:[a-z0-9-]*:(\\d{12})?:[^\\s]+$",
    "arn:aws[a-zA-Z-]*:lambda:[a-z]{2}(-gov)?-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?",
    "^projects/[^/]+/locations/[^/]+$",
    "^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$",
    // Networks
    "^((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)$",
    "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\/(3[0-2]|[12]?[0-9])$",
    "^([0-9A-Fa-f]{2}[:-]){5}([0-9A-Fa-f]{2})$",
    "^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]*[A-Za-z0-9])$",
    "^https?:\\/\\/[^\\s/$.?#].[^\\s]*$",
    "^(https?|wss?)://",
    "^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$",
    "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
    // Times
    "^\\d{4}-\\d{2}-\\d{2}$",
    "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-][01]\\d:[0-5]\\d)$",
    "^([01]?[0-9]|2[0-3]):[0-5][0-9]$",
    "^P(?:\\d+Y)?(?:\\d+M)?(?:\\d+W)?(?:\\d+D)?(?:T(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?$",
    "^(mon|tue|wed|thu|fri|sat|sun)$",
    // Numbers and amounts
    "^-?\\d+(\\.\\d{1,2})?$",
    "^\\$?[0-9]{1,3}(,[0-9]{3})*$",
    "^[0-9]+(Ki|Mi|Gi|Ti)?$",
    "^\\+?[1-9]\\d{1,14}$",
    "^[A-Z]{2}$",
    "^[A-Z]{2}[0-9]{2}[A-Z0-9]{4}[0-9]{7}([A-Z0-9]?){0,16}$",
    "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    // Names and texts of people
    "^[\\p{L}\\p{M}' .-]+$",
    "^\\p{Lu}\\p{Ll}*$",
    "^[^\\p{C}]+$",
    "^[\\p{Script=Greek}\\p{sc=Latin}]+$",
    "^\\P{White_Space}+$",
    "^\\S+( \\S+)*$",
    "^[^<>]*$",
    "^.{1,64}$",
    "^[\\s\\S]{1,512}$",
    "^[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*$",
    "^[\\u{1F300}-\\u{1FAFF}]$",
    "^[\\x20-\\x7E]+$",
    "^[ -~]{2,4}$",
    // Nothing says where
    "[0-9]",
    "[^a-z]",
    "foo|bar",
    "\\.pem$",
    "^foo",
    "\\bfoo\\b",
    "^\\w+\\b.\\B",
    "^$|^[a-z]+$",
    "^(a|ab)(c|bcd)(d*)$",
    "^(ax[0-9]*|bx[a-z]*)",
    "^(?<year>\\d{4})$",
    "^a{2}b{2,}c{0,2}?d*?$",
    // As browsers read them
    "^[A-Z]:\\\\(\\w+\\\\)*$",
    "^a{,3}$",
    "^[a-z]{3$",
    "^]}$",
    "^[\\w-z]$",
    "^\\101\\0\\x41\\u0041$",
    "^\\cJ[\\cJ\\b]$",
    "^[]",
    "^[^]$",
];

/// A pattern with its table, read back from its text.
struct Read {
    pattern: Pattern,
    parts: TableParts,
}

/// The table; a refusal where every text or none matches.
fn read(source: &str) -> Result<Read, Refusal> {
    let compiled = compile(source)?;
    let parts = TableParts::decode(&compiled.classes, &compiled.states);
    let parts = parts.unwrap_or_else(|| panic!("{compiled:?} is not read"));
    Ok(Read { pattern: Pattern::new(source.to_owned().leak(), parts.clone().leak()), parts })
}

/// The engine that the lint asks, in its Unicode mode if it can be read in that.
fn engine(source: &str) -> regress::Regex {
    regress::Regex::with_flags(source, "u").or_else(|_| regress::Regex::new(source)).expect("a pattern")
}

/// The table says what the engine says; where it finds a fault, the text before it can still go on to a match.
fn agree(source: &str, read: &Read, engine: &regress::Regex, text: &str) -> Result<(), TestCaseError> {
    let found = read.pattern.check(text);
    prop_assert_eq!(found.is_ok(), engine.find(text).is_some(), "{} {:?}", source, text);
    let Err(violation) = found else { return Ok(()) };
    prop_assert_eq!(violation.rule(), "pattern");
    let sound = violation.position().unwrap_or(text.len());
    let completed = text[..sound].to_owned() + &read.completion(&text[..sound]).expect("it can go on");
    prop_assert!(engine.find(&completed).is_some(), "{} {:?} {:?}", source, text, completed);
    if violation.position().is_some() {
        let fault = text[sound..].chars().next().expect("a character");
        prop_assert!(read.completion(&text[..sound + fault.len_utf8()]).is_none(), "{} {:?}", source, text);
    }
    Ok(())
}

impl Read {
    /// The shortest text that makes a match of one that begins with `text`.
    fn completion(&self, text: &str) -> Option<String> {
        let TableParts { width, next, .. } = &self.parts;
        let mut row = 1_u16;
        for character in text.chars() {
            row = next[usize::from(row) + usize::from(self.class(character))];
            if row >= u16::MAX - 1 {
                return (row == u16::MAX - 1).then(String::new);
            }
        }
        let representatives = self.representatives();
        let mut open = VecDeque::from([(row, String::new())]);
        let mut seen = vec![row];
        while let Some((row, completion)) = open.pop_front() {
            let row = usize::from(row);
            if next[row - 1] == 1 {
                return Some(completion);
            }
            for class in 0..width - 1 {
                let Some(character) = representatives.get(&class) else { continue };
                match next[row + class] {
                    u16::MAX => {}
                    65_534 => return Some(format!("{completion}{character}")),
                    row if seen.contains(&row) => {}
                    row => {
                        seen.push(row);
                        open.push_back((row, format!("{completion}{character}")));
                    }
                }
            }
        }
        None
    }

    /// A character of each class.
    fn representatives(&self) -> BTreeMap<usize, char> {
        let beyond = self.parts.beyond_ascii.iter().map(|(first, ..)| *first);
        let characters = beyond.chain(['\u{e000}', 'é', char::MAX]).chain('\0'..='\x7f');
        characters.map(|character| (usize::from(self.class(character)), character)).collect()
    }

    fn class(&self, character: char) -> u8 {
        match self.parts.ascii.get(character as usize) {
            Some(class) => *class,
            None => {
                let mut ranges = self.parts.beyond_ascii.iter();
                ranges.find(|(first, last, _)| (*first..=*last).contains(&character)).map_or(0, |(.., class)| *class)
            }
        }
    }
}

/// Texts of a pattern's own characters, and of those that are often confused with them.
fn near(source: &str) -> BoxedStrategy<String> {
    let own: Vec<char> = source.chars().chain("aZ09-_. /@:\n\u{2028}é😀\u{feff}".chars()).collect();
    let letters = proptest::collection::vec(proptest::sample::select(own), 0..24);
    letters.prop_map(|letters| letters.into_iter().collect()).boxed()
}

/// Texts that mostly match, by a generator which knows nothing of the table; and the same with a slip.
fn matching(source: &str) -> Option<BoxedStrategy<String>> {
    let without_ends = source.strip_prefix('^').unwrap_or(source);
    let without_ends = without_ends.strip_suffix('$').unwrap_or(without_ends);
    let in_its_dialect =
        without_ends.replace("\\/", "/").replace("\\_", "_").replace("\\d", "[0-9]").replace("\\w", "[0-9A-Za-z_]");
    let matching = proptest::string::string_regex(&in_its_dialect).ok()?;
    let slip = (matching, any::<proptest::sample::Index>(), near(source), 0..3_usize, any::<bool>());
    let slip = slip.prop_map(|(text, at, insert, cut, slips)| {
        let mut letters: Vec<char> = text.chars().collect();
        if slips {
            let at = at.index(letters.len() + 1);
            letters.splice(at..(at + cut).min(letters.len()), insert.chars().take(1));
        }
        letters.into_iter().collect()
    });
    Some(slip.boxed())
}

/// The same texts on every run, and nothing written down.
fn runner() -> TestRunner {
    let config = ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn tables_of_real_patterns_say_what_the_engine_says() {
    let mut with_matches = 0;
    for source in REAL {
        let (read, engine) = match read(source) {
            Ok(read) => (read, engine(source)),
            Err(Refusal::MatchesNone) if *source == "^[]" => continue,
            Err(refusal) => panic!("{source}: {refusal:?}"),
        };
        with_matches += usize::from(matching(source).is_some());
        let texts = matching(source)
            .map_or_else(|| near(source), |matching| prop_oneof![1 => near(source), 3 => matching].boxed());
        let agreed = runner().run(&texts, |text| agree(source, &read, &engine, &text));
        agreed.unwrap_or_else(|error| panic!("{source}: {error}"));
    }
    assert!(with_matches > REAL.len() * 3 / 4, "{with_matches} of {}", REAL.len());
}

/// Patterns put together of all that the dialect has, also in ways that are no pattern.
fn patterns() -> impl Strategy<Value = String> {
    let atom = proptest::sample::select(vec![
        "a",
        "b",
        "-",
        "_",
        "é",
        "😀",
        ".",
        "\\.",
        "\\-",
        "\\/",
        "\\d",
        "\\D",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "\\b",
        "\\B",
        "^",
        "$",
        "[a-c]",
        "[^a-c]",
        "[]",
        "[^]",
        "[\\w-]",
        "[\\d.-]",
        "[a-]",
        "[-a]",
        "[\\b]",
        "[a-z&&[b]]",
        "\\x41",
        "\\u0061",
        "\\u{1F600}",
        "\\uD83D\\uDE00",
        "[\\uD83D\\uDE00-\\uDBFF\\uDFFF]",
        "\\p{Lu}",
        "\\P{L}",
        "[\\p{Nd}_]",
        "\\t",
        "\\cJ",
        "\\0",
        "{",
        "}",
        "]",
        "a{2}",
        "b{,2}",
        "\\101",
        "\\8",
    ])
    .prop_map(str::to_owned);
    atom.prop_recursive(4, 24, 4, |inner| {
        let quantifier = proptest::sample::select(vec!["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "{0}", "{0,1}?"]);
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            proptest::collection::vec(inner.clone(), 1..3).prop_map(|parts| format!("({})", parts.join("|"))),
            (inner.clone(), quantifier).prop_map(|(inner, quantifier)| format!("(?:{inner}){quantifier}")),
            (inner.clone(), any::<bool>()).prop_map(|(inner, end)| format!("^{inner}{}", if end { "$" } else { "" })),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_of_any_pattern_say_what_the_engine_says(
        (source, texts) in patterns().prop_flat_map(|source| {
            let texts = proptest::collection::vec(near(&source), 8);
            (Just(source), texts)
        }),
    ) {
        match read(&source) {
            Ok(read) => {
                let engine = engine(&source);
                for text in &texts {
                    agree(&source, &read, &engine, text)?;
                }
            }
            Err(Refusal::MatchesAll) => prop_assert!(texts.iter().all(|text| engine(&source).find(text).is_some())),
            Err(Refusal::MatchesNone) => prop_assert!(texts.iter().all(|text| engine(&source).find(text).is_none())),
            Err(Refusal::Malformed(_) | Refusal::PropertyOutsideUnicode(_) | Refusal::BackReference(_)) => {}
            Err(refusal) => prop_assert!(false, "{refusal:?}"),
        }
    }

    #[test]
    fn nothing_that_is_given_as_a_pattern_is_too_much(source in "[a-c(){}\\[\\]^$.|*+?\\\\0-9,:=!<>dwpPukx-]{0,16}") {
        let _ = compile(&source);
    }
}

#[test]
fn a_table_reads_like_its_pattern() {
    for (source, classes, states) in [
        ("^[a-z]+$", "A=a-z", "A+1 | . A"),
        ("^[a-z]([a-z0-9-]*[a-z0-9])?$", "A=- B=0-9 C=a-z", "C+1 | . A+1 BC | A BC-1"),
        ("^[a-z]{1,63}$", "A=a-z", "A+1 | 62(. A+1) | ."),
        ("^([0-9a-f]{2}:){5}[0-9a-f]{2}$", "A=0-9,a-f B=:", "5(A+1 | A+1 | B+1) | 2(A+1) | ."),
        ("[0-9]", "A=0-9", "A! *"),
        ("^[^/ ]+$", "A=#20,/", "A~ *+1 | . A~ *"),
        ("^https?://", "A=/ B=: C=h D=p E=s F=t", "C+1 | 2(F+1) | D+1 | B+1 E+2 | A+2 | B-1 | A!"),
    ] {
        let compiled = compile(source).expect("a table");
        assert_eq!((&*compiled.classes, &*compiled.states), (classes, states), "{source}");
    }
}

#[test]
fn what_no_table_says_is_refused_by_name() {
    let long = |count| {
        format!("^({})$", (0..count).map(|number| format!("{:x}", number * 7919)).collect::<Vec<_>>().join("|"))
    };
    for (source, refusal) in [
        ("^(?=.*[A-Z]).+$", Refusal::LookAround("(?=".to_owned())),
        ("^(?!-)[a-z-]+$", Refusal::LookAround("(?!".to_owned())),
        ("^[a-z-]+(?<!-)$", Refusal::LookAround("(?<!".to_owned())),
        ("^(['\"]).*\\1$", Refusal::BackReference("\\1".to_owned())),
        ("^(?<q>['\"]).*\\k<q>$", Refusal::BackReference("\\k<q>".to_owned())),
        ("^(?i:a)$", Refusal::Modifiers("(?i:".to_owned())),
        ("\\A[a-z]+\\z", Refusal::ForeignEscape("\\A".to_owned())),
        ("^\\h+$", Refusal::ForeignEscape("\\h".to_owned())),
        ("^[[:alpha:]]+$", Refusal::PosixClass("[:alpha:]".to_owned())),
        ("^[\\p{L}\\_]+$", Refusal::PropertyOutsideUnicode("\\p{L}".to_owned())),
        ("^\\\\d+$", Refusal::DoubledBackslash("\\\\d".to_owned())),
        ("^[\\\\w.-]+$", Refusal::DoubledBackslash("\\\\w".to_owned())),
        ("[a-z]*", Refusal::MatchesAll),
        ("/^[a-z]+$/", Refusal::MatchesNone),
        ("(a|b)*a(a|b){20}$", Refusal::TooLarge),
        ("^(a{1,1000}){1,1000}$", Refusal::TooLarge),
        (&long(4000), Refusal::TooLarge),
    ] {
        assert_eq!(compile(source), Err(refusal), "{source}");
    }
    assert!(matches!(compile("^[a-z+$"), Err(Refusal::Malformed(_))));
    assert!(matches!(compile("(?i)abc"), Err(Refusal::Malformed(_))));
}

#[test]
fn letters_of_any_script_fit_well() {
    for source in ["^[\\p{L}\\p{M}\\p{N}\\p{P}\\p{Zs}]{1,200}$", "^\\p{Lu}[\\p{Ll} ]*$"] {
        let compiled = compile(source).expect("a table");
        assert!(compiled.classes.len() + compiled.states.len() < LARGEST * 3 / 4, "{}", compiled.classes.len());
    }
}

#[test]
fn a_text_that_is_no_table_is_none() {
    for (classes, states) in [
        ("", ""),
        ("A", "A"),
        ("AB=a", "A"),
        ("A=a-", "A"),
        ("A=ab", "A"),
        ("A=a-b-c", "A"),
        ("A=#110000", "A"),
        ("A=a", "B"),
        ("A=a", "A+1"),
        ("A=a", "A-1"),
        ("A=a", "A+"),
        ("A=a", "A! |"),
        ("A=a", "2(A! A!"),
        ("A=a", "99999999(A)"),
        ("A=a", "A?"),
    ] {
        assert_eq!(TableParts::decode(classes, states), None, "{classes} {states}");
    }
}
