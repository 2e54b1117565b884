//! The Rust names that a document's names become, in the words that typify and progenitor would use.

use heck::{ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};

/// The type of the component `name`.
pub(crate) fn type_name(name: &str) -> String {
    rust_name(name, "X", |name| name.to_pascal_case())
}

/// The draft of the Rust type `type_name`.
pub(crate) fn draft_name(type_name: &str) -> String {
    format!("{}Draft", type_name.trim_end_matches('_'))
}

/// The macro or function named after the Rust type `type_name`.
pub(crate) fn snake_name(type_name: &str) -> String {
    rust_name(type_name, "x", |name| name.to_snake_case())
}

/// The module of the builders of the Rust type `type_name`.
pub(crate) fn builders_name(type_name: &str) -> String {
    format!("{}_builders", snake_name(type_name).trim_end_matches('_'))
}

/// The method of the operation `id`.
pub(crate) fn method_name(id: &str) -> String {
    rust_name(id, "_", |name| name.to_snake_case())
}

/// The field of the property `name`.
pub(crate) fn field_name(name: &str) -> String {
    rust_name(name, "x", |name| name.to_snake_case())
}

fn rust_name(name: &str, prefix: &str, to_case: impl Fn(&str) -> String) -> String {
    let separated = name.replace('\'', "").replace(|c| !is_xid_continue(c), "-");
    let mut name = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => to_case(&separated),
    };
    if !name.chars().next().is_some_and(is_xid_start) {
        name.insert_str(0, prefix);
    }
    if is_keyword(&name) {
        name.push('_');
    }
    name
}

/// Whether the name cannot be an identifier: syn does not know that `gen` is a keyword since edition 2024.
fn is_keyword(name: &str) -> bool {
    /// Asking syn takes longer than all else that is done with a name.
    const LONGEST: &str = "continue";
    name == "gen" || (name.len() <= LONGEST.len() && syn::parse_str::<syn::Ident>(name).is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_rust_names() {
        assert_eq!(type_name("certificate-name"), "CertificateName");
        assert_eq!(type_name("404"), "X404");
        assert_eq!(type_name("self"), "Self_");
        assert_eq!(method_name("lb_create_certificate"), "lb_create_certificate");
        assert_eq!(method_name("listPets"), "list_pets");
        assert_eq!(field_name("type"), "type_");
        assert_eq!(field_name("gen"), "gen_");
        assert_eq!(field_name("union"), "union");
        assert_eq!(field_name("try"), "try_");
        assert_eq!(field_name("yield"), "yield_");
    }
}
