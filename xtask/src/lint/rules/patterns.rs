//! Rules on regular expressions: that they are some, that they say something, and that the client can check it.

use crate::lint::Findings;
use crate::lint::context::{Context, Direction};
use crate::lint::structure::{Kind, Node};
use crate::pattern::{LARGEST, Refusal, compile};

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

const LEAVE_IT: &str = "or leave it: the string's other rules are checked, and the server judges by this one";

fn patterns<'c, 'd>(context: &'c Context<'d>) -> impl Iterator<Item = (&'c Node<'d>, &'d str)> {
    let schemas = context.of(Kind::Schema).filter(|schema| schema.reference().is_none());
    schemas.filter_map(|schema| Some((schema, schema.get("pattern")?.as_str()?)))
}

pub(super) fn malformed_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (schema, pattern) in patterns(context).filter(|(schema, _)| context.is_generated(schema)) {
        if let Err(Refusal::Malformed(error)) = compile(pattern) {
            let message = format!("the pattern cannot be read: {}", lower_case(&error));
            findings.report(&schema.at("pattern"), message, well_formed(pattern));
        }
    }
}

fn lower_case(error: &str) -> String {
    let mut letters = error.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// How what others write is written for ECMAScript.
fn well_formed(pattern: &str) -> &'static str {
    let has = |parts: &[&str]| parts.iter().any(|part| pattern.contains(part));
    if has(&["(?i)", "(?s)", "(?m)", "(?x)", "(?u)"]) {
        "ECMAScript has no flags in a pattern: write both cases where both are meant, as in `[A-Za-z]`"
    } else if has(&["(?P<", "(?P=", "(?P>"]) {
        "ECMAScript has no `(?P`: write a group without a name, `(…)`"
    } else if has(&["(?>", "++", "*+", "?+", "}+"]) {
        "ECMAScript has no possessive quantifier: write it without the `+` after `+`, `*`, `?` or `}`, or the `?>`"
    } else {
        "write a regular expression as ECMAScript has it; a character that means something has a `\\` before it"
    }
}

/// A pattern that nobody can have meant; it is not checked, so that no good request is refused for it.
pub(super) fn misleading_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (schema, pattern) in patterns(context).filter(|(schema, _)| context.is_generated(schema)) {
        let Err(refusal) = compile(pattern) else { continue };
        let (message, help) = match refusal {
            Refusal::MatchesAll => {
                let message = "every text matches this pattern, so it says nothing".to_owned();
                let help = if pattern.contains(['^', '$']) {
                    "mend it, or remove it".to_owned()
                } else {
                    format!("a match may stand anywhere in the text: write `^{pattern}$` if the whole is meant")
                };
                (message, help)
            }
            Refusal::MatchesNone => {
                let within = pattern.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')).map(|(within, _)| within);
                let help = within.map_or_else(
                    || {
                        "mend it: something stands before a `^` or after a `$`, or in a place where nothing can"
                            .to_owned()
                    },
                    |within| format!("leave out the slashes round it, which are part of the pattern here: `{within}`"),
                );
                ("no text matches this pattern, so the client does not check it".to_owned(), help)
            }
            Refusal::DoubledBackslash(escape) => {
                let message = format!("`{escape}` is a backslash and a letter here, so the client does not check it");
                let help = format!("write `{}`; a backslash is doubled only in double quotes", &escape[1..]);
                (message, help)
            }
            Refusal::ForeignEscape(escape) => {
                let letter = escape.trim_start_matches('\\');
                let message = format!(
                    "`{escape}` is no escape of ECMAScript, where it is the letter `{letter}`, so the client does not \
                     check the pattern"
                );
                let help = match letter {
                    "A" => "write `^`, which is the beginning of the text",
                    "z" | "Z" => "write `$`, which is the end of the text",
                    "G" => "remove it: a pattern is tried once",
                    "Q" | "E" => {
                        "put a `\\` before each character that means something, in the place of `\\Q` and `\\E`"
                    }
                    "x" | "u" => "write two hexadecimal digits after `\\x`, or four after `\\u`",
                    "p" | "P" => "write the property in braces, as in `\\p{Lu}`",
                    _ => "write the character without the backslash, or the characters that it stands for elsewhere",
                };
                (message, help.to_owned())
            }
            Refusal::PosixClass(class) => {
                let name = class.trim_matches(['[', ']', ':']);
                let characters =
                    POSIX_CLASSES.iter().find(|(known, _)| *known == name).map(|(_, characters)| characters);
                let message = format!(
                    "`{class}` is no class of ECMAScript, where it is those characters, so the client does not check the \
                     pattern"
                );
                let help = characters.map_or_else(
                    || "write the characters themselves".to_owned(),
                    |characters| format!("write `{characters}` in its place"),
                );
                (message, help)
            }
            Refusal::PropertyOutsideUnicode(property) => {
                let message = format!(
                    "`{property}` is a property only where every escape is one that Unicode's patterns have, so the client \
                     does not check the pattern"
                );
                let help = "remove the backslash before what means nothing by itself, such as `\\_`, `\\@` or `\\-` outside \
                            of a class";
                (message, help.to_owned())
            }
            _ => continue,
        };
        findings.report(&schema.at("pattern"), message, help);
    }
}

pub(super) fn unsupported_pattern(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (schema, pattern) in patterns(context).filter(|(schema, _)| context.is_in(Direction::Request, schema)) {
        let Err(refusal) = compile(pattern) else { continue };
        let (reason, instead) = match refusal {
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
            _ => continue,
        };
        let message = format!("the client does not check this pattern: {reason}");
        findings.report(&schema.at("pattern"), message, format!("{instead}, {LEAVE_IT}"));
    }
}
