//! Escapes descriptions for rustdoc, so that their code blocks are not tested as Rust.

use std::borrow::Cow;

/// The maximum indentation of a line that is not code.
const DEEPEST: usize = 3;

/// The words after a code fence that rustdoc interprets as Rust, or as how to test it.
const WORDS_OF_RUSTDOC: [&str; 9] =
    ["", "rust", "ignore", "should_panic", "no_run", "compile_fail", "test_harness", "standalone", "standalone_crate"];

/// Passes each line of a description, escaped, to `write`.
pub(crate) fn for_each_line(text: &str, mut write: impl FnMut(&str)) {
    let mut fence: Option<String> = None;
    let text = if text.contains('\r') || text.contains(turns_text_round) {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace(turns_text_round, ""))
    } else {
        Cow::Borrowed(text)
    };
    for line in text.trim().lines() {
        let line = line.trim_end();
        let marks = fence_of(line);
        match (&fence, marks) {
            (None, Some(marks)) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                let word = line.trim_start()[marks.len()..].trim();
                let word = if is_rust(word) { "text" } else { word };
                write(&format!("{}{marks}{word}", shortened(indent)));
                fence = Some(marks);
            }
            (None, None) => write(&flattened(line)),
            (Some(open), Some(marks)) if marks.starts_with(open.as_str()) && line.trim() == marks => {
                fence = None;
                write(&flattened(line));
            }
            (Some(_), _) => write(line),
        }
    }
    // An unclosed block would include the rest of the comment.
    if let Some(fence) = fence {
        write(&fence);
    }
}

/// The compiler rejects these characters in comments.
fn turns_text_round(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The fence of three or more characters that opens or closes a code block.
fn fence_of(line: &str) -> Option<String> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let marks: String = line.chars().take_while(|character| *character == mark).collect();
    // A line with back-ticks on both sides is inline code.
    let is_inline = mark == '`' && line[marks.len()..].contains('`');
    (marks.len() >= 3 && !is_inline).then_some(marks)
}

fn is_rust(info: &str) -> bool {
    let mut words = info.split(|character: char| character == ',' || character.is_whitespace());
    words.all(|word| {
        let is_error_code = word.len() == 5 && word.starts_with('E') && word[1..].bytes().all(|b| b.is_ascii_digit());
        WORDS_OF_RUSTDOC.contains(&word) || word.starts_with("edition") || word.starts_with("ignore-") || is_error_code
    })
}

/// The line without indentation that would make it code.
fn flattened(line: &str) -> Cow<'_, str> {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    // Deep indentation after the marker of a list item or a quotation is code, too.
    let mark = match text.find([' ', '\t']) {
        Some(end) if is_mark(&text[..end]) => &text[..end],
        _ if indent.is_empty() => return text.into(),
        _ => return (shortened(indent) + text).into(),
    };
    let indent = shortened(indent);
    format!("{indent}{mark} {}", flattened(text[mark.len()..].trim_start())).into()
}

fn is_mark(word: &str) -> bool {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(word, "-" | "*" | "+" | ">") || word.strip_suffix(['.', ')']).is_some_and(is_number)
}

fn shortened(indent: &str) -> String {
    " ".repeat(indent.replace('\t', "    ").len().min(DEEPEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for_each_line(text, |line| lines.push(line.to_owned()));
        lines
    }

    #[test]
    fn code_is_not_taken_for_rust() {
        let cases = [
            ("a\n```\nlet x;\n```\nb", "a\n```text\nlet x;\n```\nb"),
            ("```rust,no_run\nx\n```", "```text\nx\n```"),
            ("```json\n{\n    \"a\": 1\n}\n```", "```json\n{\n    \"a\": 1\n}\n```"),
            ("~~~\nx\n~~~", "~~~text\nx\n~~~"),
            ("a\n\n    GET /a\n\tb", "a\n\n   GET /a\n   b"),
            ("-     GET /a\n1.\tb", "- GET /a\n1. b"),
            ("- >     GET /a", "- > GET /a"),
            ("```\nx", "```text\nx\n```"),
            ("````\n```\n````", "````text\n```\n````"),
            ("```a``` b", "```a``` b"),
            ("- a\n  - b\n      - c", "- a\n  - b\n   - c"),
            ("**a**\n*", "**a**\n*"),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text).join("\n"), expected, "{text}");
        }
    }

    #[test]
    fn what_the_compiler_refuses_in_comments_is_left_out() {
        assert_eq!(lines("a\r\nb\rc\u{202e}d"), ["a", "b", "cd"]);
    }
}
