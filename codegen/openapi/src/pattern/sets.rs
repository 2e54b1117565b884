//! The sets of characters that escapes stand for.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// The set of one character.
pub(super) fn single(character: char) -> ClassUnicode {
    set(&[(character, character)])
}

pub(super) fn negated(mut set: ClassUnicode) -> ClassUnicode {
    set.negate();
    set
}

/// What a dot stands for.
pub(super) fn any_but_line_ends() -> ClassUnicode {
    negated(set(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')]))
}

/// The digits: ASCII's alone, whatever the flags.
pub(super) fn digits() -> ClassUnicode {
    set(&[('0', '9')])
}

/// The characters of words: ASCII's alone, whatever the flags.
pub(super) fn word() -> ClassUnicode {
    set(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// White space and line ends, as ECMA-262 lists them (12.2 and 12.3).
pub(super) fn white_space() -> ClassUnicode {
    set(&[
        ('\t', '\r'),
        (' ', ' '),
        ('\u{a0}', '\u{a0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{2000}', '\u{200a}'),
        ('\u{2028}', '\u{2029}'),
        ('\u{202f}', '\u{202f}'),
        ('\u{205f}', '\u{205f}'),
        ('\u{3000}', '\u{3000}'),
        ('\u{feff}', '\u{feff}'),
    ])
}

fn set(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(ranges.iter().map(|(first, last)| ClassUnicodeRange::new(*first, *last)))
}
