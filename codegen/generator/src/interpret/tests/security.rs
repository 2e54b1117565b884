//! Security schemes, what operations accept of them, and what a client has to have; servers of paths and operations.

use super::{interpreted, show};
use crate::api::Api;
use crate::interpret::Interpreted;

const SCHEMES: &str = "
    bearer: { type: http, scheme: Bearer }
    oauth: { type: oauth2, flows: {} }
    oidc: { type: openIdConnect, openIdConnectUrl: https://a.example }
    basic: { type: http, scheme: basic }
    apiKey: { type: apiKey, in: header, name: X-Api-Key, description: The key. }
    app_key: { type: apiKey, in: query, name: app_key }
    session: { type: apiKey, in: cookie, name: sid }
    again: { $ref: '#/components/securitySchemes/session' }
    digest: { type: http, scheme: digest }
    mutual: { type: mutualTLS }";

/// Operations `a`, `b`, … with these requirements, `-` where they have none of their own, below those of the document.
fn read(document: &str, operations: &[&str]) -> Interpreted {
    let mut paths = String::new();
    for (letter, security) in ('a'..).zip(operations) {
        let own = if *security == "-" { String::new() } else { format!(", security: {security}") };
        paths += &format!("  /{letter}: {{ get: {{ operationId: {letter}{own} }} }}\n");
    }
    interpreted(&format!(
        "openapi: 3.0.3\ninfo: {{ title: A, version: '1' }}\n{document}\npaths:\n{paths}\ncomponents:\n  securitySchemes:{SCHEMES}\n"
    ))
}

fn api(document: &str, operations: &[&str]) -> Api {
    read(document, operations).api
}

/// The schemes, the default, and what each operation accepts, in names.
fn security(document: &str, operations: &[&str]) -> String {
    show::security(&api(document, operations))
}

#[test]
fn each_kind_is_a_scheme_and_what_looks_alike_is_one() {
    let all = "[{ oidc: [] }, { bearer: [] }, { oauth: [a] }, { basic: [] }, { apiKey: [] }, { app_key: [] }, \
               { again: [] }, { session: [] }]";
    let expected = "\
bearer Bearer, basic Basic, api_key Header(\"x-api-key\"), app_key Query(\"app_key\"), session Cookie(\"sid\")
bearer | basic | api_key | app_key | session
a: bearer | basic | api_key | app_key | session";
    assert_eq!(security("", &[all]), expected);
    let api = api("", &[all]);
    assert_eq!(api.security.schemes[0].components, ["bearer", "oauth", "oidc"]);
    assert_eq!(api.security.schemes[2].description.as_deref(), Some("The key."));
    let constructors: Vec<&str> =
        api.security.constructors.iter().map(|constructor| constructor.name.as_str()).collect();
    assert_eq!(constructors, ["bearer", "basic", "api_key", "app_key", "session"]);
}

#[test]
fn one_scheme_is_set_by_its_kind() {
    for (scheme, name, setter) in [
        ("oauth", "oauth", "token"),
        ("basic", "basic", "basic"),
        ("app_key", "app_key", "api_key"),
        ("session", "session", "api_key"),
    ] {
        let api = api(&format!("security: [{{ {scheme}: [] }}]"), &["-"]);
        // Only those that are used count, and the first name of what looks alike.
        let scheme = &api.security.schemes[0];
        let name = if name == "oauth" { "bearer" } else { name };
        assert_eq!((scheme.name.as_str(), scheme.setter.as_str()), (name, setter));
    }
    let both = api("security: [{ oauth: [] }, { apiKey: [], app_key: [] }]", &["-"]);
    let setters: Vec<&str> = both.security.schemes.iter().map(|scheme| scheme.setter.as_str()).collect();
    assert_eq!(setters, ["bearer", "api_key", "app_key"]);
}

#[test]
fn an_operation_accepts_its_own_requirements_or_the_document_s() {
    let document = "security: [{ apiKey: [], app_key: [] }, { bearer: [] }]";
    let expected = "\
bearer Bearer, basic Basic, api_key Header(\"x-api-key\"), app_key Query(\"app_key\")
api_key+app_key | bearer
a: api_key+app_key | bearer
b: 
c: bearer | nothing
d: nothing | basic";
    assert_eq!(security(document, &["-", "[]", "[{ oauth: [] }, {}]", "[{}, { basic: [] }]"]), expected);
    let constructors = api(document, &["-"]).security.constructors;
    let names: Vec<&str> = constructors.iter().map(|constructor| constructor.name.as_str()).collect();
    assert_eq!(names, ["api_key_and_app_key", "bearer"]);
}

#[test]
fn the_default_is_the_document_s_or_what_all_secured_operations_accept() {
    let default = |document: &str, operations: &[&str]| {
        security(document, operations).lines().nth(1).unwrap_or_default().to_owned()
    };
    for (document, operations, expected) in [
        ("security: [{ bearer: [] }]", &["-", "[{ basic: [] }]"][..], "bearer"),
        ("security: [{}, { bearer: [] }]", &["-"], "nothing | bearer"),
        ("security: []", &["-", "[{ basic: [] }]"], ""),
        ("security: [{ nowhere: [] }]", &["-", "[{ basic: [] }]"], "basic"),
        // No operation inherits it.
        ("security: [{ bearer: [] }]", &["[{ basic: [] }]", "[{ basic: [] }, { bearer: [] }]"], "basic"),
        ("", &["[{ bearer: [] }]", "-", "[]"], "bearer"),
        ("", &["[{ bearer: [] }]", "[{}, { basic: [] }]"], "bearer"),
        ("", &["[{ bearer: [] }]", "[{ basic: [] }]"], ""),
        ("", &["[{ bearer: [] }, { basic: [] }]", "[{ basic: [] }, { oidc: [] }]"], "bearer | basic"),
        ("", &["[{ apiKey: [] }]", "[{ apiKey: [], app_key: [] }]"], "api_key+app_key"),
        ("", &["[{}, { bearer: [] }]"], ""),
    ] {
        assert_eq!(default(document, operations), expected, "{document} {operations:?}");
    }
}

#[test]
fn what_cannot_be_sent_is_dropped_if_something_else_can() {
    let expected = "\
bearer Bearer, basic Basic

a: bearer
b: 
c: basic
d: basic";
    let operations = [
        "[{ nowhere: [] }, { bearer: [] }]",
        "[{ digest: [] }]",
        "[{ mutual: [], basic: [] }]",
        "[{ basic: [] }, { mutual: [], bearer: [] }]",
    ];
    assert_eq!(security("", &operations), expected);
    assert_eq!(security("security: [{ nowhere: [] }]", &["-"]).lines().skip(1).collect::<Vec<_>>(), ["", "a: "]);
    let interpreted = read("security: [{ nowhere: [] }]", &["-"]);
    assert!(interpreted.left_out.is_empty());
}

#[test]
fn schemes_that_no_operation_uses_can_be_given_if_none_is_used() {
    let api = api("", &["-"]);
    assert_eq!(api.security.schemes.len(), 5);
    assert_eq!(api.security.constructors.len(), 5);
    assert!(api.security.default.is_empty() && api.operations[0].security.is_empty());
}

#[test]
fn of_two_credentials_for_one_header_the_first_is_sent() {
    let interpreted = read("security: [{ basic: [], oauth: [] }]", &["-"]);
    assert_eq!(show::security(&interpreted.api).lines().nth(2), Some("a: basic"));
    let rules: Vec<&str> = interpreted.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["conflicting-security-schemes"]);
}

#[test]
fn names_are_free() {
    let document = "
openapi: 3.0.3
info: { title: A, version: '1' }
security: [{ timeout: [], Api-Key: [] }, { api_key: [] }, { timeout_and_api_key: [] }, { mine: [] }]
paths: { /a: { get: { operationId: with_mine } } }
components:
  securitySchemes:
    timeout: { type: apiKey, in: header, name: a }
    Api-Key: { type: apiKey, in: header, name: b }
    api_key: { type: apiKey, in: header, name: c }
    timeout_and_api_key: { type: apiKey, in: header, name: d }
    mine: { type: apiKey, in: header, name: e }";
    let security = interpreted(document).api.security;
    let setters: Vec<&str> = security.schemes.iter().map(|scheme| scheme.setter.as_str()).collect();
    assert_eq!(setters, ["timeout_2", "api_key", "api_key_2", "timeout_and_api_key", "mine_2"]);
    let constructors: Vec<&str> = security.constructors.iter().map(|constructor| constructor.name.as_str()).collect();
    assert_eq!(constructors, ["timeout_and_api_key_2", "api_key_2", "timeout_and_api_key", "mine"]);
}

#[test]
fn paths_and_operations_may_be_served_elsewhere() {
    let interpret = |document: &str, item: &str, operation: &str| {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: A, version: '1' }}\n{document}\npaths: {{ /a: {{ {item} get: {{ operationId: a, {operation} }} }} }}\n"
        );
        interpreted(&text)
    };
    let servers = |document: &str, item: &str, operation: &str| {
        let api = interpret(document, item, operation).api;
        (api.servers.join(" "), api.operations[0].servers.join(" "))
    };
    let api = "servers: [{ url: 'https://a.example/v1/' }]";
    let (uploads, auth) = ("servers: [{ url: 'https://u.example' }],", "servers: [{ url: 'https://o.example/' }],");
    let relative = "servers: [{ url: /v2 }],";
    for (document, item, operation, expected) in [
        (api, "", "", ("https://a.example/v1", "")),
        (api, uploads, "", ("https://a.example/v1", "https://u.example")),
        (api, uploads, auth, ("https://a.example/v1", "https://o.example")),
        (api, uploads, "servers: [],", ("https://a.example/v1", "https://u.example")),
        (api, "", relative, ("https://a.example/v1", "https://a.example/v2")),
        (api, "", "servers: [{ url: 'https://a.example/v1' }],", ("https://a.example/v1", "")),
        ("", "", relative, ("", "")),
        (api, "", "servers: [{ url: 'https://{host}' }],", ("https://a.example/v1", "")),
        (
            api,
            "",
            "servers: [{ url: 'https://' }, { url: 'https://b.example' }],",
            ("https://a.example/v1", "https://b.example"),
        ),
        ("servers: [{ url: 'https://{region}.a.example' }]", "", "", ("", "")),
        // It is served nowhere else.
        ("", uploads, "", ("https://u.example", "https://u.example")),
    ] {
        let (of_api, of_operation) = servers(document, item, operation);
        assert_eq!((of_api.as_str(), of_operation.as_str()), expected, "{item} {operation}");
    }
    let findings = interpret(api, "", "servers: [{ url: 'https://{host}' }],").findings;
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.pointer.as_str())).collect();
    assert_eq!(found, [("unusable-server", "/paths/~1a/get/servers")]);
}
