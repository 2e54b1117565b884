//! A pattern that a string gets: literals are held against it while compiling, without an engine.

use serde_json::Value;

use super::downstream::Client;
use super::{add_schema, add_variant, document, schema};

/// A name that is a slug, and a secret that is a token with its check digits.
fn add_patterns(document: &mut Value) {
    schema(document, "CertificateName")["pattern"] = "^[a-z]([a-z0-9-]*[a-z0-9])?$".into();
    add_variant(document);
    schema(document, "AccountKey")["pattern"] = "^key_[0-9A-Za-z]{4,}-[0-9]{2}$".into();
    // One that looks ahead is not checked, nor does it keep anything else from being.
    let mut unchecked = schema(document, "CertificateName").clone();
    unchecked["pattern"] = "^(?!x-)".into();
    add_schema(document, "LoadBalancerId", unchecked);
}

#[test]
fn a_pattern_holds_for_literals_and_for_data() {
    let mut document = document();
    add_patterns(&mut document);
    let client = Client::generate("pattern", &document);
    client.runs(include_str!("programs/pattern.rs"));
    let message = "`my cert` is not a certificate name: a space does not fit the pattern `^[a-z]([a-z0-9-]*[a-z0-9])?$`, \
                   which has `-`, `0` to `9` or `a` to `z` here (character 3)";
    client.refuses(r#"certificate_name!("my cert");"#, &[message, "src/main.rs:4:23"]);
    client.refuses(r#"create_certificate_request!({ "cert_type": "self_signed", "name": "my cert" });"#, &[message]);
    client.refuses(
        r#"certificate_name!("my-");"#,
        &["`my-` is not a certificate name: it ends too early for the pattern `^[a-z]([a-z0-9-]*[a-z0-9])?$`: \
           it has to go on with `-`, `0` to `9` or `a` to `z`"],
    );
    // A constructor that is called by hand is evaluated while compiling, too.
    client.refuses(
        r#"const NAME: CertificateName = CertificateName::from_static("My"); let _ = NAME;"#,
        &["one of its characters does not fit the document's `pattern`"],
    );
    // What stands in a secret is not shown.
    client.refuses(
        r#"account_key!("key_12?4-00");"#,
        &["this is not an account key: this character does not fit the pattern `^key_[0-9A-Za-z]{4,}-[0-9]{2}$`"],
    );
}
