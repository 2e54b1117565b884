//! What is said of a request in JSON's form.

use super::words::{list, shown};

// The form of the object.

pub(crate) const MORE_THAN_THE_OBJECT: &str = "one object is expected and nothing after it: leave this out";
pub(crate) const COMMA_WITHOUT_FIELD: &str = "no field stands before this: leave it out";
pub(crate) const COMMA_WITHOUT_ITEM: &str = "no item stands before this comma: leave it out";
pub(crate) const NOT_A_KEY: &str = "a field begins with its name in double quotes: write `\"name\": value`";
pub(crate) const SEMICOLON: &str = "fields are separated by commas: write `,` in the place of `;`";
pub(crate) const TWO_VALUES: &str =
    "two values stand here with nothing between them: put a text in double quotes, and a comma between two values";

pub(crate) fn nothing(macro_name: &str, tag: &str) -> String {
    format!("`{macro_name}!` takes a JSON object: write `{macro_name}!({{ \"{tag}\": \"…\", … }})`")
}

pub(crate) fn no_braces(macro_name: &str) -> String {
    format!("the braces round the fields are missing: write `{macro_name}!({{ … }})`")
}

pub(crate) fn not_an_object(macro_name: &str, tag: &str, type_name: &str) -> String {
    format!(
        "`{macro_name}!` takes a JSON object: write `{macro_name}!({{ \"{tag}\": \"…\", … }})`, \
         or use `{type_name}Draft` for JSON that is known only at run time"
    )
}

pub(crate) fn unquoted_key(key: &str) -> String {
    format!("the name of a field stands in double quotes: write `\"{key}\"`")
}

pub(crate) fn shorthand(key: &str) -> String {
    format!("`{key}` has no value: write `\"{key}\": {key}`")
}

pub(crate) fn no_value(key: &str) -> String {
    format!("{} has no value: write one after it, `{key:?}: …`", name(key))
}

pub(crate) fn no_colon(key: &str) -> String {
    format!("a colon is missing between {} and its value: write `{key:?}: …`", name(key))
}

pub(crate) fn equals_sign(key: &str) -> String {
    format!("a colon stands between a field and its value: write `{key:?}: …`")
}

pub(crate) fn no_comma(next: &str) -> String {
    format!("a comma is missing between two fields: write one before {next}")
}

// The tag.

pub(crate) fn tag_missing(tag: &str, values: &[&str]) -> String {
    format!("`{tag}` is missing: add `\"{tag}\": …` with {}", quoted(values))
}

pub(crate) fn tag_not_a_string(tag: &str, what: &str, values: &[&str]) -> String {
    format!("`{tag}` is a string, not {what}: write {}", quoted(values))
}

pub(crate) fn tag_not_known(tag: &str, values: &[&str], type_name: &str) -> String {
    format!(
        "`{tag}` has to be known while compiling: write {}, \
         or use `{type_name}Draft` for one that is known only at run time",
        quoted(values)
    )
}

pub(crate) fn unknown_tag(tag: &str, value: &str, meant: Option<&str>, values: &[&str]) -> String {
    let shown = shown(value);
    match meant {
        Some(meant) => {
            format!("{shown} is no `{tag}`: did you mean `{meant}`? (there are {})", list(values, "and"))
        }
        None => format!("{shown} is no `{tag}`: write {}", quoted(values)),
    }
}

fn quoted(values: &[&str]) -> String {
    let values: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
    list(&values, "or")
}

// The fields.

pub(crate) fn missing(variant: &str, fields: &[&str]) -> String {
    let add: Vec<_> = fields.iter().map(|field| format!("\"{field}\": …")).collect();
    format!("`{variant}` also needs {}: add `{}`", list(fields, "and"), add.join(", "))
}

pub(crate) fn foreign(field: &str, variant: &str, owners: &[&str]) -> String {
    format!("`{field}` has no effect in `{variant}`: it belongs to {}, so leave it out here", list(owners, "and"))
}

pub(crate) fn unknown(field: &str, meant: Option<&str>, variant: Option<&str>, fields: &[&str]) -> String {
    let mut message = match variant {
        Some(variant) => format!("`{variant}` has no field {}", name(field)),
        None => format!("there is no field {}", name(field)),
    };
    if let Some(meant) = meant {
        message += &format!(": did you mean `{meant}`?");
    }
    if !fields.is_empty() {
        let listed = list(fields, "and");
        let be = if fields.len() == 1 { "is" } else { "are" };
        message += &if meant.is_some() { format!(" (there {be} {listed})") } else { format!(": there {be} {listed}") };
    } else if meant.is_none() {
        message += ": leave it out";
    }
    message
}

pub(crate) fn doubled(field: &str) -> String {
    format!("{} is given twice, further up and here: leave one of the two out", name(field))
}

pub(crate) const UNKNOWN_LIST_KEYWORD: &str = "write `min_items`, `max_items` or `unique_items` here";

// The values.

pub(crate) fn too_few_items(subject: &str, found: usize, least: usize) -> String {
    format!("{subject} has {}, and at least {least} {} needed", items(found), if least == 1 { "is" } else { "are" })
}

pub(crate) fn too_many_items(subject: &str, found: usize, most: usize) -> String {
    format!("{subject} has {}, and at most {most} {} allowed", items(found), if most == 1 { "is" } else { "are" })
}

pub(crate) fn repeated_item(subject: &str) -> String {
    format!("this item of {subject} stands further up already: leave it out")
}

fn items(count: usize) -> String {
    match count {
        0 => "no items".to_owned(),
        1 => "1 item".to_owned(),
        count => format!("{count} items"),
    }
}

pub(crate) fn null_for_required(field: &str) -> String {
    format!("`{field}` is required and cannot be null: write a value")
}

pub(crate) fn null_for_optional(field: &str) -> String {
    format!("`{field}` cannot be null: leave `{field}` out instead")
}

pub(crate) fn none_for_null(field: &str) -> String {
    format!("`{field}` is written as in JSON: write `null`")
}

pub(crate) fn null_in_list(item: &str) -> String {
    format!("{item} cannot be null: leave it out")
}

pub(crate) fn wrapped_in_some(field: &str) -> String {
    format!("`{field}` is written as in JSON: write the value without `Some(…)` round it")
}

pub(crate) fn wrong_type(subject: &str, wanted: &str, what: &str, instead: &str) -> String {
    format!("{subject} is {wanted}, not {what}: write `{instead}`")
}

pub(crate) fn single_quotes(character: char) -> String {
    format!("a string stands in double quotes: write `{:?}`", character.to_string())
}

pub(crate) fn prefixed(subject: &str) -> String {
    format!("{subject} is a string, not bytes: write `\"…\"` without a letter before it")
}

pub(crate) fn object_for_union(subject: &str, type_name: &str) -> String {
    format!("{subject} is of type `{type_name}`: write an expression that makes one, not the object itself")
}

pub(crate) fn object(subject: &str) -> String {
    format!("{subject} cannot be written as an object here: write an expression of its type")
}

/// The name of a field as the caller has written it.
fn name(key: &str) -> String {
    if key.is_empty() { "`\"\"`".to_owned() } else { shown(key) }
}
