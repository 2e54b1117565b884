//! The expansions and messages of requests in JSON's form.

mod expansion;
mod fields;
mod form;
mod types;
mod values;

use proc_macro2::{TokenStream, TokenTree};

const ORDER: &str = r#"
    Order order draft OrderDraft tag "kind"
    "plain" => order_builders::plain_with { "name": string Name name, "cn_name"?: string Domain domain, !"id" },
    "sealed" => order_builders::sealed_with { "name": string Name name, "cn_name": string Domain domain, "pem": string Pem pem },
    "full" => order_builders::full_with {
        "title": string, "size"?: i64, "ratio"?: f64, "on"?: boolean, "domains"?: [string Domain domain],
        "note": string | null, "memo"?: string | null, "grid"?: [[i64]], "other"?: object Other other, "any"?: json,
        "port"?: integer Port port, "shares"?: [number Share share], "spare"?: integer Port port | null,
        "tags"?: [string Name name, min_items = 2, max_items = 3, unique_items], "ranks"?: [i64, max_items = 1, unique_items],
        "gaps"?: [integer Port port | null], "labels"?: {string}, "others"?: [object Other other],
        "either"?: union Either either, "big"?: integer, "least"?: u64, "code"?: string where { min_length = 2, max_length = 3 } | null,
        "ranks_of"?: {i64 where { integer, minimum = 1 }}, "ratios"?: [f64 where { number, maximum = 1.5 }],
        "bytes"?: u64 where { integer, minimum = 1 }, "next"?: boxed object Order order,
    },
    "empty" => order_builders::empty_with {},
    "inner" => Order::Inner(object Inner inner),
"#;

/// A struct that takes other properties.
const OPEN: &str =
    r#"Open open open_builders::open_with { "id": i64, "class"?: string Class class, ..string Name name }"#;

const EITHER: &str = r##"
    Either either
    Either::Id(i64),
    Either::Names([string Name name]),
    Either::Code(string Code code; rules Code { min_length = 2, max_length = 2 }),
    Either::Date(string Date date; rules Date { min_length = 10 }),
    Either::Circle(boxed object Circle circle; { "shape": "circle", "radius": f64, "note"?: string }),
    Either::Square(object Square square; { "shape": "square", "side": f64, "note"?: string }),
    Either::Line(object Line line; { "from": i64, "to": i64, "note"?: string }),
    Either::Path(object Path path; { "from": string, "to": string, "note"?: string }),
"##;

const CLASS: &str = r#"Class class "first" => Class::First, "second" => Class::Second"#;

fn expand(table: &str, input: &str) -> TokenStream {
    let table = proc_macro2::Literal::string(table);
    super::request(format!("[crate] {table} {input}").parse().unwrap())
}

/// The expansion, or the messages.
fn checked(table: &str, input: &str) -> Result<String, Vec<String>> {
    let expansion = expand(table, input);
    let mut found = Vec::new();
    find(expansion.clone(), &mut found);
    found.retain(|found| !is_call(found));
    if found.is_empty() { Ok(expansion.to_string()) } else { Err(found) }
}

fn order(object: &str) -> Result<String, Vec<String>> {
    checked(ORDER, object)
}

/// The messages, and in their order the calls of macros that may report more.
fn messages_and_calls(object: &str) -> Vec<String> {
    let mut found = Vec::new();
    find(expand(ORDER, object), &mut found);
    found
}

fn is_call(found: &str) -> bool {
    found.split_once("!(").is_some_and(|(called, _)| called.chars().all(char::is_alphanumeric))
}

fn find(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        match &tokens[..at] {
            [.., TokenTree::Ident(called), TokenTree::Punct(_)] if called == "compile_error" => {
                found.push(syn::parse2::<syn::LitStr>(group.stream()).unwrap().value());
            }
            [.., TokenTree::Ident(called), TokenTree::Punct(mark)] if mark.as_char() == '!' => {
                found.push(format!("{called}!({})", group.stream()));
            }
            _ => find(group.stream(), found),
        }
    }
}

/// Asserts the only message about each object.
fn assert_messages(cases: &[(&str, &str)]) {
    for (object, message) in cases {
        assert_eq!(order(object).unwrap_err(), [*message], "{object}");
    }
}

fn full(field: &str) -> String {
    format!("{{ \"kind\": \"full\", \"title\": \"t\", \"note\": null, {field} }}")
}

fn assert_messages_in_full(cases: &[(&str, &str)]) {
    for (field, message) in cases {
        assert_messages(&[(&full(field), message)]);
    }
}
