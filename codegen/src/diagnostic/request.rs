//! Messages about a request in JSON's form.

use super::words::{any_of, list, shown};

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

pub(crate) fn missing_object(macro_name: &str, tag: Option<&str>) -> String {
    format!("expected a JSON object: write `{}`", call(macro_name, tag))
}

/// A call of the macro, with the tag if there is one.
fn call(macro_name: &str, tag: Option<&str>) -> String {
    match tag {
        Some(tag) => format!("{macro_name}!({{ \"{tag}\": \"…\", … }})"),
        None => format!("{macro_name}!({{ … }})"),
    }
}

pub(crate) fn missing_braces(macro_name: &str) -> String {
    format!("missing braces around the fields: write `{macro_name}!({{ … }})`")
}

pub(crate) fn not_an_object(macro_name: &str, tag: Option<&str>, draft: Option<&str>) -> String {
    let draft = draft.map(|draft| format!(", or use `{draft}` for JSON that is known only at run time"));
    format!("expected a JSON object: write `{}`{}", call(macro_name, tag), draft.unwrap_or_default())
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

// The tag, and values of enums and unions.

pub(crate) fn missing_tag(tag: &str, values: &[String]) -> String {
    format!("missing field `{tag}`: set it to {}", any_of(values))
}

pub(crate) fn missing_argument(macro_name: &str, values: &[String]) -> String {
    let value = values.first().map_or("…", String::as_str);
    format!("expected a JSON value: write `{macro_name}!({value})`")
}

pub(crate) fn wrong_literal(subject: &str, types: &[&str], what: &str, values: &[String]) -> String {
    format!("expected {} for {subject}, found {what}{}", one_of(types), write(values))
}

/// An expression for a tag, or as the only argument of a macro.
pub(crate) fn not_a_literal(
    subject: &str,
    types: &[&str],
    values: &[String],
    is_tag: bool,
    draft: Option<&str>,
) -> String {
    let otherwise = match draft {
        _ if !is_tag => ", or use the expression without the macro".to_owned(),
        Some(draft) => format!(", or use `{draft}` if the value is known only at run time"),
        None => String::new(),
    };
    let types = one_of(types);
    format!("expected {types} literal for {subject}, found an expression{}{otherwise}", write(values))
}

pub(crate) fn unknown_literal(subject: &str, value: &str, meant: Option<&str>, values: &[String]) -> String {
    let (subject, value) = (subject.trim_start_matches("an "), name(value));
    match meant.filter(|_| values.len() > 1) {
        Some(meant) => {
            format!("unknown {subject} {value}: did you mean `{meant:?}`? (expected {})", any_of(values))
        }
        None => format!("unknown {subject} {value}: expected {}", any_of(values)),
    }
}

/// Two members of a union, as they are written in Rust.
pub(crate) fn ambiguous(members: &[String]) -> String {
    format!("this fits two members: write {}", list(members, "or"))
}

/// `a string, an integer or an object`
fn one_of(types: &[&str]) -> String {
    match types {
        [] => "a value".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn write(values: &[String]) -> String {
    if values.is_empty() { String::new() } else { format!(": write {}", any_of(values)) }
}

// The fields.

/// Each field with what to write.
pub(crate) fn missing(variant: &str, fields: &[(&str, String)]) -> String {
    let names: Vec<_> = fields.iter().map(|(field, _)| *field).collect();
    let add: Vec<_> = fields.iter().map(|(field, value)| format!("\"{field}\": {value}")).collect();
    let noun = if fields.len() == 1 { "field" } else { "fields" };
    format!("missing {noun} {} of `{variant}`: add `{}`", list(&names, "and"), add.join(", "))
}

pub(crate) fn read_only(field: &str) -> String {
    format!("`{field}` is read-only, so the server sets it: remove it")
}

pub(crate) fn foreign(field: &str, variant: &str, owners: &[String]) -> String {
    format!("`{field}` is not a field of `{variant}` (only of {}): remove it", list(owners, "and"))
}

pub(crate) fn unknown(field: &str, meant: Option<&str>, variant: Option<&str>, fields: &[&str]) -> String {
    let of_variant = variant.map(|variant| format!(" of `{variant}`")).unwrap_or_default();
    let advice = match meant {
        // The tag is not one of the fields.
        Some(meant) if !fields.contains(&meant) || fields.len() == 1 => format!("did you mean `{meant}`?"),
        Some(meant) => format!("did you mean `{meant}`? (expected {})", any_of(fields)),
        None if fields.is_empty() => "remove it".to_owned(),
        None => format!("expected {}", any_of(fields)),
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

pub(crate) fn null_item(item: &str) -> String {
    format!("{item} cannot be null: remove it")
}

pub(crate) fn wrapped_in_some(field: &str) -> String {
    format!("expected JSON for `{field}`, found `Some(…)`: write the value without `Some`")
}

pub(crate) fn wrong_type(subject: &str, wanted: &str, what: &str, instead: Option<&str>) -> String {
    let write = instead.map(|instead| format!(": write `{instead}`")).unwrap_or_default();
    format!("expected {wanted} for {subject}, found {what}{write}")
}

pub(crate) fn single_quotes(character: char) -> String {
    format!("strings must be in double quotes: write `{:?}`", character.to_string())
}

pub(crate) fn prefixed(subject: &str) -> String {
    format!("expected a string for {subject}, found bytes: write `\"…\"` without a prefix")
}

/// A name or a tag's value as the caller wrote it.
pub(crate) fn name(key: &str) -> String {
    if key.is_empty() { "`\"\"`".to_owned() } else { shown(key) }
}
