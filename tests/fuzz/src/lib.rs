//! What the targets share.

/// What stands in texts in the place of each `z`, and in nothing that is said of a text.
///
/// It is base64, and as good as any word in a name, so a text goes the same ways with it.
pub const MARK: &str = "qZ7wXq";

/// The input with its marks.
#[must_use]
pub fn marked(text: &str) -> String {
    text.replace('z', MARK)
}

/// Panics if a message repeats any of the text that it is about.
pub fn assert_quotes_nothing(message: &str) {
    assert!(!message.contains(&MARK[..3]), "a part of the input is in what is said of it: {message}");
}
