//! Helpers for tokens that are not parsed any further.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};

/// `tokens`, shown at `span` and resolved where they were written.
///
/// Otherwise, tokens of a `macro_rules` wrapper would move the caret to the whole call of the wrapper.
pub(crate) fn shown_at(span: Span, tokens: TokenStream) -> TokenStream {
    let shown = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            token = TokenTree::Group(Group::new(group.delimiter(), shown_at(span, group.stream())));
        }
        token.set_span(span.resolved_at(token.span()));
        token
    };
    tokens.into_iter().map(shown).collect()
}

/// The call of the wrapper that `token` comes from, or of the macro itself.
///
/// With `call_site` alone, a note would show a name that is hidden from the caller.
pub(crate) fn call_of_wrapper(token: Span) -> Span {
    Span::call_site().resolved_at(token)
}

/// The tokens, without the invisible group that another macro's `$name:literal` or `$name:expr` puts around a single one.
pub(crate) fn visible(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().map(without_group).collect()
}

fn without_group(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = &token else { return token };
    let mut tokens = group.stream().into_iter();
    match (group.delimiter(), tokens.next(), tokens.next()) {
        (Delimiter::None, Some(only), None) => without_group(only),
        _ => token,
    }
}

/// An error that is shown from the first of the tokens to the last.
pub(crate) fn error_over(tokens: &[TokenTree], message: String) -> syn::Error {
    syn::Error::new_spanned(tokens.iter().cloned().collect::<TokenStream>(), message)
}

/// Whether it is the punctuation mark `mark`, alone or joined to others.
pub(crate) fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// Whether the token at `at` is a colon that is not half of `::`.
pub(crate) fn is_colon(tokens: &[TokenTree], at: usize) -> bool {
    let joined = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(punct)) => punct.as_char() == ':' && punct.spacing() == Spacing::Joint,
        _ => false,
    };
    is_mark(tokens.get(at), ':') && !(joined(at) && is_mark(tokens.get(at + 1), ':')) && !(at > 0 && joined(at - 1))
}

/// How many `<` of generic arguments are open after the last of `tokens`, if there were `depth` before it.
pub(crate) fn depth_after(tokens: &[TokenTree], depth: usize) -> usize {
    let Some((last, before)) = tokens.split_last() else { return depth };
    if is_mark(Some(last), '<') {
        // Elsewhere it is the operator.
        let opens = depth > 0 || before.is_empty() || is_mark(before.last(), ':');
        return depth + usize::from(opens);
    }
    let arrow = is_mark(before.last(), '-') || is_mark(before.last(), '=');
    if is_mark(Some(last), '>') && !arrow { depth.saturating_sub(1) } else { depth }
}
