//! Rules on regular expressions: valid, not misleading, and supported by the client.

use crate::context::{Context, Direction};
use crate::lint::Findings;
use crate::pattern::{LARGEST, Refusal, compile};
use crate::structure::{Kind, Node};

/// What others call a class, and how it is written for everybody.
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

/// What the engine says of a pattern, in a person's words, and what to do about it.
#[rustfmt::skip]
const ERRORS: [(&str, &str, &str); 10] = [
    ("Unbalanced bracket", "a `[` is not closed", "add the `]`, or write `\\[` for the bracket itself"),
    ("Unbalanced parenthesis", "a parenthesis has no other one", "add it, or write `\\(` or `\\)` for the parenthesis itself"),
    ("Range values reversed", "a range in a class goes backwards",
        "exchange its ends; a hyphen that is itself stands first or last, as in `[a-z.-]`"),
    ("Invalid atom character", "a `*`, `+` or `?` stands where there is nothing to repeat",
        "put a `\\` before the character if it is meant itself"),
    ("Quantifier not allowed", "a `^` or `$` cannot be repeated", "remove what repeats it"),
    ("Invalid quantifier", "a `{…}` goes backwards", "write the smaller number first"),
    ("Incomplete escape", "it ends in a single `\\`", "write `\\\\` for the backslash itself"),
    ("Invalid character escape", "a `\\` stands before what it cannot", "remove the `\\`, or write `\\\\` for the backslash itself"),
    ("Invalid token at named capture group", "a group begins in a way that is not known", "write `(?:…)`, or `(?<name>…)` for one with a name"),
    ("Duplicate capture group name", "two groups have one name", "rename one of them, or leave out both names"),
];

fn patterns<'c, 'd>(context: &'c Context<'d>) -> impl Iterator<Item = (&'c Node<'d>, &'d str)> {
    let schemas = context.of(Kind::Schema).filter(|schema| schema.reference().is_none());
    schemas.filter_map(|schema| Some((schema, schema.get("pattern")?.as_str()?)))
}

pub(super) fn malformed_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (schema, pattern) in patterns(context).filter(|(schema, _)| context.is_generated(schema)) {
        if let Err(Refusal::Malformed(error)) = compile(pattern) {
            let (reason, help) = malformed(pattern, &error);
            findings.report(&schema.at("pattern"), format!("the pattern cannot be read: {reason}"), help);
        }
    }
}

/// What is wrong, and what to do; first what is right in other dialects.
fn malformed(pattern: &str, error: &str) -> (String, String) {
    let has = |parts: &[&str]| parts.iter().any(|part| pattern.contains(part));
    let known = ERRORS.iter().find(|(start, ..)| error.starts_with(start));
    let (reason, help) = if has(&["(?i)", "(?s)", "(?m)", "(?x)", "(?u)"]) {
        ("`(?i)` and its like are none of ECMAScript's", "write both cases where both are meant, as in `[A-Za-z]`")
    } else if has(&["(?P<", "(?P=", "(?P>"]) {
        ("`(?P` is none of ECMAScript's", "write a group without a name, `(…)`")
    } else if has(&["(?>", "++", "*+", "?+", "}+"]) {
        ("a possessive quantifier is none of ECMAScript's", "leave out the second `+`, or the `?>`")
    } else if let Some((_, reason, help)) = known {
        (*reason, *help)
    } else {
        let error = error.trim_end_matches('.');
        return (error.to_lowercase(), "write a regular expression as ECMAScript has it".to_owned());
    };
    (reason.to_owned(), help.to_owned())
}

/// A pattern that nobody can have meant; it is not checked, so that no good request is refused for it.
pub(super) fn misleading_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (schema, pattern) in patterns(context).filter(|(schema, _)| context.is_generated(schema)) {
        if let Some((message, help)) = compile(pattern).err().and_then(|refusal| misleading(pattern, &refusal)) {
            findings.report(&schema.at("pattern"), message, help);
        }
    }
}

fn misleading(pattern: &str, refusal: &Refusal) -> Option<(String, String)> {
    Some(match refusal {
        Refusal::MatchesAll => {
            let help = if pattern.contains(['^', '$']) {
                "mend it, or remove it".to_owned()
            } else {
                format!("a match may stand anywhere in the text: write `^{pattern}$` if the whole is meant")
            };
            ("every text matches this pattern, so it says nothing".to_owned(), help)
        }
        Refusal::MatchesNone => {
            let within = pattern.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')).map(|(within, _)| within);
            let help = match within {
                Some(within) => format!("leave out the slashes, which are part of the pattern here: write `{within}`"),
                None => "mend it: something has to stand before a `^` or after a `$`, where nothing can".to_owned(),
            };
            ("no text matches this pattern, so the client does not check it".to_owned(), help)
        }
        Refusal::DoubledBackslash(escape) => {
            let mended = pattern.replace("\\\\", "\\");
            (
                format!("`{escape}` is a backslash and a letter here, so the client does not check the pattern"),
                format!("write `{mended}`: a backslash is doubled only in double quotes"),
            )
        }
        Refusal::ForeignEscape(escape) => {
            let letter = escape.trim_start_matches('\\');
            let message = format!("`{escape}` is the letter `{letter}` to ECMAScript, so the client does not check the pattern");
            (message, instead_of_escape(letter, pattern))
        }
        Refusal::PosixClass(class) => {
            let name = class.trim_matches(['[', ']', ':']);
            let characters = POSIX_CLASSES.iter().find(|(known, _)| *known == name);
            let help = match characters {
                Some((_, characters)) => format!("write `{}`", pattern.replace(class, characters)),
                None => "write the characters themselves".to_owned(),
            };
            (format!("`{class}` is those characters to ECMAScript, so the client does not check the pattern"), help)
        }
        Refusal::PropertyOutsideUnicode(property) => (
            format!(
                "`{property}` is a property only where no other escape is needless, so the client does not check the pattern"
            ),
            "remove the backslash before what means nothing by itself, such as `\\_`, `\\@`, or `\\-` outside of a class"
                .to_owned(),
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
        "G" => "remove it: a pattern is tried once",
        "Q" | "E" => "put a `\\` before each character that means something, in the place of `\\Q` and `\\E`",
        "x" | "u" => "write two hexadecimal digits after `\\x`, or four after `\\u`",
        "p" | "P" => "write the property in braces, as in `\\p{Lu}`",
        _ => "remove the backslash if the letter is meant, or write the characters that it stands for elsewhere",
    };
    help.to_owned()
}

pub(super) fn unsupported_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (schema, pattern) in patterns(context).filter(|(schema, _)| context.is_in(Direction::Request, schema)) {
        if let Some((reason, instead)) = compile(pattern).err().and_then(|refusal| unsupported(&refusal)) {
            let message = format!("the client does not check this pattern: {reason}");
            let help =
                format!("{instead}; or leave it: the other rules are checked, and the server judges by this one");
            findings.report(&schema.at("pattern"), message, help);
        }
    }
}

fn unsupported(refusal: &Refusal) -> Option<(String, &'static str)> {
    Some(match refusal {
        Refusal::LookAround(opening) if opening == "(?=" => (
            "it looks ahead, with `(?=`".to_owned(),
            "put lengths into `minLength` and `maxLength`, and what else is asked for into the `description`",
        ),
        Refusal::LookAround(opening) => (
            format!("it looks {}, with `{opening}`", if opening.contains('<') { "behind" } else { "ahead" }),
            "say what may stand where, as `^[a-z]([a-z-]*[a-z])?$` does for no hyphen at the ends",
        ),
        Refusal::BackReference(reference) => (
            format!("it refers to what it has read before, with `{reference}`"),
            "write out the cases, as in `\"[^\"]*\"|'[^']*'`",
        ),
        Refusal::Modifiers(opening) => {
            (format!("a part of it has its own flags, `{opening}`"), "write both cases, as in `[A-Za-z]`")
        }
        Refusal::UnknownProperty(property) => {
            (format!("nothing is known of `{property}`"), "use a general category or a script, as in `\\p{Lu}`")
        }
        Refusal::TooLarge => (
            format!("its table would have more than {LARGEST} characters, and every macro call would read it"),
            "put a length into `maxLength`, and a list of values into an `enum`",
        ),
        _ => return None,
    })
}
