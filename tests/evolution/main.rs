//! What a change of the document means for those who use the client: nothing is written by hand for it, and the
//! compiler tells them what to do.
//!
//! Each test edits the document, generates, and compiles programs against the result.

mod downstream;
mod names;
mod number;
mod pattern;

use downstream::Client;
use serde_json::{Value, json};

/// The project's document, to be edited.
fn document() -> Value {
    let path = xtask::workspace::root().join(xtask::workspace::DOCUMENT);
    xtask::document::Source::read(&path).expect("the document can be read").value
}

fn schema<'d>(document: &'d mut Value, name: &str) -> &'d mut Value {
    document.pointer_mut("/components/schemas").and_then(|schemas| schemas.get_mut(name)).expect("the schema")
}

fn add_schema(document: &mut Value, name: &str, schema: Value) {
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    schemas.expect("the schemas").insert(name.to_owned(), schema);
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn push(list: &mut Value, value: impl Into<Value>) {
    list.as_array_mut().expect("a list").push(value.into());
}

/// A fourth kind of certificate, with a secret of its own.
fn add_variant(document: &mut Value) {
    let account_key = json!({ "type": "string", "format": "password", "writeOnly": true, "minLength": 8 });
    add_schema(document, "AccountKey", account_key);
    let variant = json!({
        "description": "A certificate that the service obtains from another authority.",
        "type": "object",
        "additionalProperties": false,
        "required": ["name", "cert_type", "account_key"],
        "properties": {
            "name": reference("CertificateName"),
            "cert_type": { "type": "string", "enum": ["acme"] },
            "account_key": reference("AccountKey"),
            "cn_name": reference("DomainName"),
        },
    });
    add_schema(document, "AcmeCertificateRequest", variant);
    let union = schema(document, "CreateCertificateRequest");
    push(&mut union["oneOf"], reference("AcmeCertificateRequest"));
    union["discriminator"]["mapping"]["acme"] = "#/components/schemas/AcmeCertificateRequest".into();
}

/// One more field that `let_encrypt` cannot do without.
fn add_required_field(document: &mut Value) {
    add_schema(document, "ChallengeToken", json!({ "type": "string", "minLength": 1, "maxLength": 12 }));
    let variant = schema(document, "LetEncryptCertificateRequest");
    push(&mut variant["required"], "challenge");
    variant["properties"]["challenge"] = reference("ChallengeToken");
    // The example would not be one any more.
    let example = "/paths/~1v1~1lbs~1{lb_id}~1certificates/post/requestBody/content/application~1json/examples";
    let example = document.pointer_mut(example).expect("the examples");
    example["let_encrypt"]["value"]["challenge"] = "http".into();
}

fn tighten_bound(document: &mut Value) {
    schema(document, "CertificateName")["maxLength"] = 12.into();
}

#[test]
fn a_new_variant_is_there_and_nobody_who_does_not_use_it_is_disturbed() {
    let mut document = document();
    add_variant(&mut document);
    let client = Client::generate("variant", &document);
    client.runs(include_str!("programs/as_before.rs"));
    client.runs(include_str!("programs/variant.rs"));
    client.refuses(
        r#"CreateCertificateRequest::acme().name(certificate_name!("n")).build();"#,
        &["`acme` requires `account_key`", "add `.account_key(..)` before `.build()`"],
    );
    client.refuses(
        r#"create_certificate_request!({ "cert_type": "acme", "name": "n" });"#,
        &["`acme` also needs `account_key`"],
    );
    client.refuses(r#"account_key!("short");"#, &["at least 8 characters are needed"]);
    client.refuses(
        r#"create_certificate_request!({ "cert_type": "upload", "name": "n", "account_key": "12345678" });"#,
        &["`account_key` has no effect in `upload`", "`acme`", "`upload` also needs `cert_content`"],
    );
}

#[test]
fn a_new_required_field_is_asked_for_by_name() {
    let mut document = document();
    add_required_field(&mut document);
    let client = Client::generate("required_field", &document);
    client.runs(include_str!("programs/required_field.rs"));
    // What was written for the document before.
    client.refuses(
        r#"CreateCertificateRequest::let_encrypt()
            .name(certificate_name!("shop"))
            .cn_name(domain_name!("shop.example.com"))
            .let_encrypt_email(email_address!("admin@example.com"))
            .build();"#,
        &["`let_encrypt` requires `challenge`", "add `.challenge(..)` before `.build()`"],
    );
    client.refuses(
        r#"create_certificate_request!({
            "cert_type": "let_encrypt",
            "name": "shop",
            "cn_name": "shop.example.com",
            "let_encrypt_email": "admin@example.com",
        });"#,
        &["`let_encrypt` also needs `challenge`"],
    );
    client.refuses(
        r#"create_certificate_request!({ "cert_type": "self_signed", "name": "n", "challenge": "http" });"#,
        &["`challenge` has no effect in `self_signed`"],
    );
}

#[test]
fn a_tighter_bound_holds_for_literals_and_for_data() {
    let mut document = document();
    tighten_bound(&mut document);
    let client = Client::generate("bound", &document);
    client.runs(include_str!("programs/bound.rs"));
    let message = "at most 12 characters are allowed, and there are 13";
    client.refuses(r#"certificate_name!("abcdefghijklm");"#, &[message]);
    client.refuses(
        r#"create_certificate_request!({ "cert_type": "self_signed", "name": "abcdefghijklm" });"#,
        &[message],
    );
}
