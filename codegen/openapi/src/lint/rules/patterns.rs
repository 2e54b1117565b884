//! Rules on regular expressions: valid, not misleading, and supported by the client.

use serde_json::Value;

use crate::context::{Context, Direction};
use crate::lint::findings::Findings;
use crate::pattern::{LARGEST, Refusal};
use crate::structure::{Kind, Node};

/// The classes that POSIX names, and how ECMAScript writes them.
const POSIX_CLASSES: [(&str, &str); 10] = [
    ("alnum", "0-9A-Za-z"),
    ("alpha", "A-Za-z"),
    ("blank", " \\t"),
    ("digit", "0-9"),
    ("lower", "a-z"),
    ("print", " -~"),
    ("space", "\\s"),
    ("upper", "A-Z"),
    ("word", "\\w"),
    ("xdigit", "0-9A-Fa-f"),
];

/// The engine's errors in plain words, and what to do about them.
#[rustfmt::skip]
const ERRORS: [(&str, &str, &str); 10] = [
    ("Unbalanced bracket", "a `[` is not closed", "add the `]`, or write `\\[` for the bracket itself"),
    ("Unbalanced parenthesis", "a parenthesis is not balanced", "add the other one, or write `\\(` or `\\)` for the parenthesis itself"),
    ("Range values reversed", "the ends of a range in a class are swapped",
        "swap them; write a literal hyphen first or last, as in `[a-z.-]`"),
    ("Invalid atom character", "a `*`, `+` or `?` has nothing to repeat",
        "write `\\` before the character if it is meant literally"),
    ("Quantifier not allowed", "a `^` or `$` cannot be repeated", "remove the quantifier"),
    ("Invalid quantifier", "the numbers of a `{…}` are swapped", "write the smaller number first"),
    ("Incomplete escape", "it ends with a single `\\`", "write `\\\\` for the backslash itself"),
    ("Invalid character escape", "a `\\` escapes a character that cannot be escaped", "remove the `\\`, or write `\\\\` for the backslash itself"),
    ("Invalid token at named capture group", "unknown kind of group", "write `(?:…)`, or `(?<name>…)` for a named group"),
    ("Duplicate capture group name", "two groups have the same name", "rename one of them, or remove both names"),
];

/// Reports each pattern of which `judge` has something to say.
fn report(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    is_looked_at: impl Fn(&Node<'_>) -> bool,
    judge: impl Fn(&str, &Refusal) -> Option<(String, String)>,
) {
    for schema in context.of(Kind::Schema).filter(|schema| !schema.is_reference() && is_looked_at(schema)) {
        let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else { continue };
        let compiled = context.source.pattern(pattern);
        if let Some((message, help)) = compiled.as_ref().as_ref().err().and_then(|refusal| judge(pattern, refusal)) {
            findings.report(&schema.at("pattern"), message, help);
        }
    }
}

pub(super) fn malformed_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    report(
        context,
        findings,
        |schema| context.is_generated(schema),
        |pattern, refusal| match refusal {
            Refusal::Malformed(error) => {
                let (reason, help) = malformed(pattern, error);
                Some((format!("invalid pattern, which is not enforced: {reason}"), help))
            }
            _ => None,
        },
    );
}

/// What is wrong and what to do; what is valid in other dialects comes first.
fn malformed(pattern: &str, error: &str) -> (String, String) {
    let has = |parts: &[&str]| parts.iter().any(|part| pattern.contains(part));
    let known = ERRORS.iter().find(|(start, ..)| error.starts_with(start));
    let (reason, help) = if has(&["(?i)", "(?s)", "(?m)", "(?x)", "(?u)"]) {
        ("ECMAScript has no inline flags such as `(?i)`", "write both cases, as in `[A-Za-z]`")
    } else if has(&["(?P<", "(?P=", "(?P>"]) {
        ("ECMAScript has no `(?P`", "write a group without a name, `(…)`")
    } else if has(&["(?>", "++", "*+", "?+", "}+"]) {
        ("ECMAScript has no possessive quantifiers", "remove the second `+`, or the `?>`")
    } else if let Some((_, reason, help)) = known {
        (*reason, *help)
    } else {
        let error = error.trim_end_matches('.');
        return (error.to_lowercase(), "write an ECMAScript regular expression".to_owned());
    };
    (reason.to_owned(), help.to_owned())
}

/// A pattern that cannot be meant; it is not enforced, so that it refuses no valid request.
pub(super) fn misleading_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    report(context, findings, |schema| context.is_generated(schema), misleading);
}

fn misleading(pattern: &str, refusal: &Refusal) -> Option<(String, String)> {
    Some(match refusal {
        Refusal::MatchesAll => {
            let help = if pattern.contains(['^', '$']) {
                "correct it, or remove it".to_owned()
            } else {
                format!("a pattern matches anywhere in the text: write `^{pattern}$` to match all of it")
            };
            ("every string matches this pattern, so it has no effect".to_owned(), help)
        }
        Refusal::MatchesNone => {
            let within = pattern.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')).map(|(within, _)| within);
            let help = match within {
                Some(within) => format!("remove the slashes, which are part of the pattern: write `{within}`"),
                None => "correct it: nothing can come before `^` or after `$`".to_owned(),
            };
            ("no string matches this pattern, so the client does not enforce it".to_owned(), help)
        }
        Refusal::DoubledBackslash(escape) => {
            let mended = pattern.replace("\\\\", "\\");
            (
                format!("`{escape}` is a backslash and a letter here, so the client does not enforce the pattern"),
                format!("write `{mended}`: only double-quoted strings need a doubled backslash"),
            )
        }
        Refusal::ForeignEscape(escape) => {
            let letter = escape.trim_start_matches('\\');
            let message = format!(
                "`{escape}` is the letter `{letter}` in ECMAScript, so the client does not enforce the pattern"
            );
            (message, instead_of_escape(letter, pattern))
        }
        Refusal::PosixClass(class) => {
            let name = class.trim_matches(['[', ']', ':']);
            let characters = POSIX_CLASSES.iter().find(|(known, _)| *known == name);
            let help = match characters {
                Some((_, characters)) => format!("write `{}`", pattern.replace(class, characters)),
                None => "write the characters themselves".to_owned(),
            };
            (
                format!(
                    "`{class}` is a set of these characters in ECMAScript, so the client does not enforce the pattern"
                ),
                help,
            )
        }
        Refusal::PropertyOutsideUnicode(property) => (
            format!(
                "`{property}` is a property only if no escape is redundant, so the client does not enforce the pattern"
            ),
            "remove redundant backslashes, such as `\\_`, `\\@`, or `\\-` outside a class".to_owned(),
        ),
        _ => return None,
    })
}

/// What to write for an escape that other dialects have.
fn instead_of_escape(letter: &str, pattern: &str) -> String {
    let help = match letter {
        "A" | "z" | "Z" => {
            let anchored = pattern.replace("\\A", "^").replace("\\z", "$").replace("\\Z", "$");
            return format!("write `{anchored}`");
        }
        "G" => "remove it: a pattern is matched once",
        "Q" | "E" => "write `\\` before each special character instead of `\\Q` and `\\E`",
        "x" | "u" => "write two hexadecimal digits after `\\x`, or four after `\\u`",
        "p" | "P" => "write the property in braces, as in `\\p{Lu}`",
        _ => {
            "remove the backslash if the letter is meant, else write the characters that the escape means in other dialects"
        }
    };
    help.to_owned()
}

pub(super) fn unsupported_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    report(
        context,
        findings,
        |schema| context.is_in(Direction::Request, schema),
        |_, refusal| {
            let (reason, instead) = unsupported(refusal)?;
            let message = format!("the client does not enforce this pattern: {reason}");
            Some((message, format!("{instead}; or keep it: the server enforces it")))
        },
    );
}

fn unsupported(refusal: &Refusal) -> Option<(String, &'static str)> {
    Some(match refusal {
        Refusal::LookAround(opening) if opening == "(?=" => (
            "it contains a lookahead, `(?=`".to_owned(),
            "use `minLength` and `maxLength` for lengths, and document the rest in the `description`",
        ),
        Refusal::LookAround(opening) => (
            format!("it contains a {}, `{opening}`", if opening.contains('<') { "lookbehind" } else { "lookahead" }),
            "spell out what is allowed, as `^[a-z]([a-z-]*[a-z])?$` does for no hyphen at the ends",
        ),
        Refusal::BackReference(reference) => {
            (format!("it contains a back reference, `{reference}`"), "spell out the cases, as in `\"[^\"]*\"|'[^']*'`")
        }
        Refusal::Modifiers(opening) => {
            (format!("a group has flags, `{opening}`"), "write both cases, as in `[A-Za-z]`")
        }
        Refusal::UnknownProperty(property) => {
            (format!("`{property}` is not a known property"), "use a general category or a script, as in `\\p{Lu}`")
        }
        Refusal::TooLarge => (
            format!("its table would exceed {LARGEST} characters, which every macro call would read"),
            "use `maxLength` for a length, and an `enum` for a list of values",
        ),
        _ => return None,
    })
}
