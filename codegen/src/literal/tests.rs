//! The expansions and messages of the macros for literals.

use proc_macro2::TokenStream;

use super::{checked, parse};

/// The expansion, or the message.
fn literal(name: &str, macro_name: &str, rules: &str, input: &str) -> Result<String, String> {
    let input: TokenStream = format!("[crate::types::{name}] \"{macro_name}\" {{ {rules} }} {input}").parse().unwrap();
    let input: parse::Input = syn::parse2(input).unwrap();
    checked(&input).map(|expansion| expansion.to_string()).map_err(|error| error.to_string())
}

fn domain_name(input: &str) -> Result<String, String> {
    literal("DomainName", "domain_name", "format = \"domain-name\", max_length = 253", input)
}

fn pem(input: &str) -> Result<String, String> {
    literal("CertificatePem", "certificate_pem", "format = \"pem\", secret", input)
}

#[test]
fn a_literal_that_keeps_the_rules_is_a_constant() {
    let expected = ":: core :: convert :: identity :: < crate :: types :: DomainName > (\
                    { # [allow (long_running_const_eval)] \
                    const VALUE : crate :: types :: DomainName = \
                    crate :: types :: DomainName :: from_static (\"a.example\") ; VALUE })";
    assert_eq!(domain_name("\"a.example\"").unwrap(), expected);
    assert_eq!(domain_name("\"a.example\",").unwrap(), expected);
    assert!(domain_name("r#\"a.example\"#").is_ok());
}

#[test]
fn a_literal_that_breaks_a_rule_is_shown_with_what_is_wrong() {
    for (input, message) in [
        (
            "\"exa mple.com\"",
            "`exa mple.com` is not a valid `DomainName`: a domain name cannot contain spaces (character 4)",
        ),
        (
            "\"\"",
            "the empty string is not a valid `DomainName`: expected a domain name such as www.example.com, found an empty string",
        ),
    ] {
        assert_eq!(domain_name(input).unwrap_err(), message);
    }
    let long = domain_name(&format!("\"{}\"", "a".repeat(300))).unwrap_err();
    assert_eq!(
        long,
        format!("`{}…` is not a valid `DomainName`: expected at most 253 characters, found 300", "a".repeat(40))
    );
}

#[test]
fn a_secret_is_never_shown() {
    let message = pem("\"hello\"").unwrap_err();
    assert!(message.starts_with("this is not a valid `CertificatePem`: missing `CERTIFICATE` block"), "{message}");
    let key = r#""-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n""#;
    let message = pem(key).unwrap_err();
    assert!(message.starts_with("a private key must not be part of the program"), "{message}");
    assert!(message.contains("`CertificatePem::try_from(std::fs::read_to_string(\"…\")?)?`"), "{message}");
    let misplaced = domain_name(key).unwrap_err();
    assert!(misplaced.starts_with("this is not a valid `DomainName`: "), "{misplaced}");
}

#[test]
fn what_is_no_literal_leads_to_one() {
    for (input, message) in [
        ("", "expected a string literal: write `domain_name!(\"…\")`"),
        ("42", "expected a string literal, found a number: write `domain_name!(\"42\")`"),
        ("4.2", "expected a string literal, found a number: write `domain_name!(\"4.2\")`"),
        ("true", "expected a string literal, found a boolean: write `domain_name!(\"true\")`"),
        ("'a'", "expected a string literal, found a character: write `domain_name!(\"a\")`"),
        ("b\"a\"", "expected a string literal, found bytes: write `domain_name!(\"…\")`"),
        ("c\"a\"", "expected a string literal, found bytes: write `domain_name!(\"…\")`"),
        ("[\"a\"]", "expected a string literal, found a list: write `domain_name!(\"…\")`"),
        ("(\"a\")", "expected a string literal, found an expression: write `domain_name!(\"a\")`"),
        ("&\"a\"", "expected a string literal, found an expression: write `domain_name!(\"a\")`"),
        ("\"a\".into()", "`domain_name!` already turns the string literal into `DomainName`: remove this"),
    ] {
        assert_eq!(domain_name(input).unwrap_err(), message, "{input}");
    }
}

#[test]
fn what_follows_the_literal_is_not_formatted_into_it() {
    for input in ["\"a\" \"b\"", "\"{}.example.com\", host"] {
        let message = domain_name(input).unwrap_err();
        assert!(message.starts_with("`domain_name!` takes exactly one string literal: remove this"), "{message}");
        assert!(message.contains("`DomainName::try_from(format!(…))?`"), "{message}");
    }
}

#[test]
fn what_is_known_only_at_run_time_leads_to_try_from() {
    for (input, called) in [
        ("HOST", "DomainName::try_from(HOST)?"),
        ("host,", "DomainName::try_from(host)?"),
        ("&host", "DomainName::try_from(…)?"),
        ("config.host()", "DomainName::try_from(…)?"),
        ("include_str!(\"host\")", "DomainName::try_from(include_str!(…))?"),
        ("::std::concat!(\"a\", \"b\")", "DomainName::try_from(concat!(…))?"),
        ("format!(\"{a}\")", "DomainName::try_from(format!(…))?"),
    ] {
        let message = domain_name(input).unwrap_err();
        assert!(message.contains(&format!("`{called}`")), "{input}: {message}");
    }
}

fn port(input: &str) -> Result<String, String> {
    literal("Port", "port", "integer, minimum = 1, maximum = 65535", input)
}

fn ratio(input: &str) -> Result<String, String> {
    literal("Ratio", "ratio", "number, minimum = 0, exclusive_minimum, maximum = 1.5", input)
}

#[test]
fn a_number_that_keeps_the_rules_is_a_constant() {
    let port_of = |number: &str| format!("crate :: types :: Port :: from_static ({number})");
    for (input, number) in [("8080", "8080"), ("8_080,", "8080"), ("0x1F", "31"), ("1", "1"), ("65535", "65535")] {
        let expansion = port(input).unwrap();
        assert!(expansion.contains(&port_of(number)), "{expansion}");
    }
    for (input, number) in [("1", "1.0"), ("0.25", "0.25"), ("1e-3", "0.001")] {
        let expansion = ratio(input).unwrap();
        assert!(expansion.contains(&format!("Ratio :: from_static ({number})")), "{expansion}");
    }
    let signed = literal("Offset", "offset", "integer, minimum = -12, maximum = -1", "-3").unwrap();
    assert!(signed.contains("from_static (- 3)"), "{signed}");
}

#[test]
fn a_number_that_breaks_a_rule_is_shown_with_what_is_wrong() {
    for (input, message) in [
        ("0", "`0` is not a valid `Port`: expected at least 1"),
        ("-1", "`-1` is not a valid `Port`: expected at least 1"),
        ("70_000", "`70_000` is not a valid `Port`: expected at most 65535"),
        ("99999999999999999999", "`99999999999999999999` is not a valid `Port`: expected at most 65535"),
        ("80.5", "`80.5` is not a valid `Port`: expected an integer"),
    ] {
        assert_eq!(port(input).unwrap_err(), message, "{input}");
    }
    for (input, message) in [
        ("0", "`0` is not a valid `Ratio`: expected more than 0"),
        ("1.6", "`1.6` is not a valid `Ratio`: expected at most 1.5"),
    ] {
        assert_eq!(ratio(input).unwrap_err(), message, "{input}");
    }
    let step = literal("Step", "step", "integer, multiple_of = 5", "7").unwrap_err();
    assert_eq!(step, "`7` is not a valid `Step`: expected a multiple of 5");
    let wide = literal("Step", "step", "integer, multiple_of = 5", "10000000000000000000").unwrap_err();
    assert!(wide.starts_with("`10000000000000000000` is not a valid `Step`: "), "{wide}");
}

#[test]
fn what_is_no_number_leads_to_one() {
    let at_run_time = |called: &str| {
        format!("expected an integer, found an expression: to check a number at run time, write `{called}`")
    };
    for (input, message) in [
        ("", "expected an integer: write `port!(42)`".to_owned()),
        ("\"8080\"", "expected an integer, found a string: write `port!(8080)`".to_owned()),
        ("\"http\"", "expected an integer, found a string: write `port!(42)`".to_owned()),
        ("true", "expected an integer, found a boolean: write `port!(42)`".to_owned()),
        ("'a'", "expected an integer, found a character: write `port!(42)`".to_owned()),
        ("80, 81", "`port!` takes exactly one number: remove this".to_owned()),
        ("port", at_run_time("Port::try_from(port)?")),
        ("config.port", at_run_time("Port::try_from(…)?")),
        ("80 + 1", at_run_time("Port::try_from(…)?")),
        ("env!(\"PORT\")", at_run_time("Port::try_from(env!(…))?")),
    ] {
        assert_eq!(port(input).unwrap_err(), message, "{input}");
    }
    assert_eq!(ratio("\"0.5\"").unwrap_err(), "expected a number, found a string: write `ratio!(0.5)`");
}

#[test]
fn a_mistake_is_an_expression_of_the_right_type() {
    let expansion = super::literal("[crate::types::Name] \"name\" {} 42".parse().unwrap()).to_string();
    assert!(
        expansion.starts_with("{ let refused : crate :: types :: Name = { :: core :: compile_error !"),
        "{expansion}"
    );
    assert!(expansion.ends_with("} ; refused }"), "{expansion}");
}
