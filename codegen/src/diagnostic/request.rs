//! Messages about a request in JSON's form.

use super::words::{list, shown};

// The form of the object.

pub(crate) const TOKEN_AFTER_OBJECT: &str = "unexpected token after the object: remove it";
pub(crate) const NOT_A_KEY: &str = "expected a quoted field name: write `\"name\": value`";
pub(crate) const SEMICOLON: &str = "expected `,` between fields, found `;`";
pub(crate) const TWO_VALUES: &str =
    "expected `,` between these values, or double quotes around them if they are a single string";

pub(crate) fn separator_without_field(separator: &str) -> String {
    format!("expected a field, found `{separator}`: remove it")
}

pub(crate) const COMMA_WITHOUT_ITEM: &str = "expected an item, found `,`: remove it";

pub(crate) fn missing_object(macro_name: &str, tag: &str) -> String {
    format!("expected a JSON object: write `{macro_name}!({{ \"{tag}\": \"…\", … }})`")
}

pub(crate) fn missing_braces(macro_name: &str) -> String {
    format!("missing braces around the fields: write `{macro_name}!({{ … }})`")
}

pub(crate) fn not_an_object(macro_name: &str, tag: &str, type_name: &str) -> String {
    format!(
        "expected a JSON object: write `{macro_name}!({{ \"{tag}\": \"…\", … }})`, \
         or use `{type_name}Draft` for JSON that is known only at run time"
    )
}

pub(crate) fn unquoted_key(key: &str) -> String {
    format!("field names must be quoted: write `\"{key}\"`")
}

pub(crate) fn shorthand(key: &str) -> String {
    format!("missing value of `{key}`: write `\"{key}\": {key}`")
}

pub(crate) fn missing_value(key: &str) -> String {
    format!("missing value of {}: write `{key:?}: …`", name(key))
}

pub(crate) fn missing_colon(key: &str) -> String {
    format!("expected `:` between {} and its value: write `{key:?}: …`", name(key))
}

pub(crate) fn equals_sign(key: &str, found: &str) -> String {
    format!("expected `:`, found `{found}`: write `{key:?}: …`")
}

pub(crate) fn missing_comma(next: &str) -> String {
    format!("expected `,` between fields: add one before {next}")
}

// The tag.

pub(crate) fn missing_tag(tag: &str, values: &[&str]) -> String {
    format!("missing field `{tag}`: set it to {}", quoted(values))
}

pub(crate) fn tag_not_a_string(tag: &str, what: &str, values: &[&str]) -> String {
    format!("expected a string for `{tag}`, found {what}: write {}", quoted(values))
}

pub(crate) fn tag_not_a_literal(tag: &str, values: &[&str], type_name: &str) -> String {
    format!(
        "expected a string literal for `{tag}`, found an expression: write {}, \
         or use `{type_name}Draft` if the value is known only at run time",
        quoted(values)
    )
}

pub(crate) fn unknown_tag(tag: &str, value: &str, meant: Option<&str>, values: &[&str]) -> String {
    let value = name(value);
    match meant {
        Some(meant) => {
            format!("unknown `{tag}` {value}: did you mean `{meant}`? (expected {})", list(values, "or"))
        }
        None => format!("unknown `{tag}` {value}: expected {}", quoted(values)),
    }
}

fn quoted(values: &[&str]) -> String {
    let values: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
    list(&values, "or")
}

// The fields.

pub(crate) fn missing(variant: &str, fields: &[&str]) -> String {
    let add: Vec<_> = fields.iter().map(|field| format!("\"{field}\": …")).collect();
    let noun = if fields.len() == 1 { "field" } else { "fields" };
    format!("missing {noun} {} of `{variant}`: add `{}`", list(fields, "and"), add.join(", "))
}

pub(crate) fn foreign(field: &str, variant: &str, owners: &[&str]) -> String {
    format!("`{field}` is not a field of `{variant}` (only of {}): remove it", list(owners, "and"))
}

pub(crate) fn unknown(field: &str, meant: Option<&str>, variant: Option<&str>, fields: &[&str]) -> String {
    let of_variant = variant.map(|variant| format!(" of `{variant}`")).unwrap_or_default();
    let advice = match meant {
        // The tag is none of the fields.
        Some(meant) if !fields.contains(&meant) => format!("did you mean `{meant}`?"),
        Some(meant) => format!("did you mean `{meant}`? (expected {})", list(fields, "or")),
        None if fields.is_empty() => "remove it".to_owned(),
        None => format!("expected {}", list(fields, "or")),
    };
    format!("unknown field {}{of_variant}: {advice}", name(field))
}

pub(crate) fn duplicate(field: &str) -> String {
    format!("{} is given more than once: remove one", name(field))
}

pub(crate) const UNKNOWN_LIST_KEYWORD: &str = "unknown keyword: expected `min_items`, `max_items` or `unique_items`";

pub(crate) fn unknown_kind(kind: &str) -> String {
    format!("unknown kind of field `{kind}`")
}

pub(crate) fn expected_keyword(word: &str) -> String {
    format!("expected `{word}`")
}

// The values.

pub(crate) fn too_few_items(subject: &str, found: usize, least: usize) -> String {
    format!("expected at least {} in {subject}, found {}", items(least), count(found))
}

pub(crate) fn too_many_items(subject: &str, found: usize, most: usize) -> String {
    format!("expected at most {} in {subject}, found {}", items(most), count(found))
}

pub(crate) fn duplicate_item(subject: &str) -> String {
    format!("duplicate item in {subject}: remove it")
}

fn items(count: usize) -> String {
    if count == 1 { "1 item".to_owned() } else { format!("{count} items") }
}

fn count(found: usize) -> String {
    if found == 0 { "none".to_owned() } else { found.to_string() }
}

pub(crate) fn null_for_required(field: &str) -> String {
    format!("`{field}` is required and cannot be null: write a value")
}

pub(crate) fn null_for_optional(field: &str) -> String {
    format!("`{field}` cannot be null: omit it instead")
}

pub(crate) fn none_for_null(field: &str) -> String {
    format!("expected JSON for `{field}`, found `None`: write `null`")
}

pub(crate) fn null_in_list(item: &str) -> String {
    format!("{item} cannot be null: remove it")
}

pub(crate) fn wrapped_in_some(field: &str) -> String {
    format!("expected JSON for `{field}`, found `Some(…)`: write the value without `Some`")
}

pub(crate) fn wrong_type(subject: &str, wanted: &str, what: &str, instead: &str) -> String {
    format!("expected {wanted} for {subject}, found {what}: write `{instead}`")
}

pub(crate) fn single_quotes(character: char) -> String {
    format!("strings must be in double quotes: write `{:?}`", character.to_string())
}

pub(crate) fn prefixed(subject: &str) -> String {
    format!("expected a string for {subject}, found bytes: write `\"…\"` without a prefix")
}

pub(crate) fn object_for_union(subject: &str, type_name: &str) -> String {
    format!("expected a value of type `{type_name}` for {subject}, found an object: write an expression of that type")
}

pub(crate) fn object(subject: &str) -> String {
    format!("expected an expression for {subject}, found an object: write an expression of the field's type")
}

/// A name or a tag's value as the caller has written it.
fn name(key: &str) -> String {
    if key.is_empty() { "`\"\"`".to_owned() } else { shown(key) }
}
