//! Bounds that a number gets: a named number is a type that keeps them, wherever a request has one.

use serde_json::{Value, json};

use super::downstream::Client;
use super::{add_schema, document, push, reference, schema};

/// A port, a share and a number of days, in the request, in the address and in the answer.
fn add_numbers(document: &mut Value) {
    let port =
        json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": 65_535, "description": "A port." });
    add_schema(document, "Port", port);
    add_schema(document, "Days", json!({ "type": "integer", "minimum": -30, "maximum": 90, "multipleOf": 30 }));
    let share = json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1 });
    add_schema(document, "Share", share);
    let properties = &mut schema(document, "SelfSignedCertificateRequest")["properties"];
    properties["port"] = reference("Port");
    properties["shares"] = json!({ "type": "array", "items": reference("Share") });
    properties["days"] = json!({ "nullable": true, "allOf": [reference("Days")] });
    schema(document, "Certificate")["properties"]["port"] = reference("Port");
    let operation = document.pointer_mut("/paths/~1v1~1lbs~1{lb_id}~1certificates/post").expect("the operation");
    push(&mut operation["parameters"], json!({ "name": "days", "in": "query", "schema": reference("Days") }));
}

#[test]
fn bounds_hold_for_literals_and_for_data() {
    let mut document = document();
    add_numbers(&mut document);
    let client = Client::generate("number", &document);
    client.runs(include_str!("programs/number.rs"));
    let too_little = "`0` is not a port: at least 1 is needed";
    client.refuses(r#"port!(0);"#, &[too_little, "src/main.rs:4:11"]);
    client.refuses(
        r#"create_certificate_request!({ "cert_type": "self_signed", "name": "n", "port": 0, "shares": [0.5, 1.5] });"#,
        &[too_little, "`1.5` is not a share: at most 1 is allowed"],
    );
    client.refuses(r#"days!(45);"#, &["`45` is not a days: a multiple of 30 is needed"]);
    client.refuses(r#"days!("30");"#, &["`days!` takes an integer, not a string: write `days!(30)`"]);
    client.refuses(r#"let x = 1; port!(x);"#, &["write `Port::try_from(x)?`, which checks it at run time"]);
    client.refuses(
        r#"CreateCertificateRequest::self_signed().name(certificate_name!("n")).port(8080);"#,
        &["mismatched types", "expected `Port`, found integer"],
    );
    client.refuses(
        r#"const PORT: Port = Port::from_static(70_000); let _ = PORT;"#,
        &["more than the document's `maximum` allows"],
    );
}
