//! Names that could collide with the bindings' own.

use serde_json::{Value, json};

use super::downstream::Client;
use super::{add_schema, document, push, reference, schema};

/// A variant with the tag `tag` that requires a string for each of `fields`.
fn add_variant(document: &mut Value, tag: &str, fields: &[&str]) {
    let mut properties = json!({ "cert_type": { "type": "string", "enum": [tag] } });
    for field in fields {
        properties[field] = reference("CertificateName");
    }
    let component = format!("Variant{}", tag.replace('_', "Z"));
    let required: Vec<_> = fields.iter().copied().chain(["cert_type"]).collect();
    let variant = json!({
        "type": "object", "additionalProperties": false, "required": required, "properties": properties,
    });
    add_schema(document, &component, variant);
    let union = schema(document, "CreateCertificateRequest");
    push(&mut union["oneOf"], reference(&component));
    union["discriminator"]["mapping"][tag] = format!("#/components/schemas/{component}").into();
}

#[test]
fn no_name_of_a_field_or_a_variant_collides_with_the_bindings_own() {
    let mut document = document();
    add_variant(&mut document, "type", &["build", "new", "state", "type", "self", "value", "fields", "draft"]);
    add_variant(&mut document, "build", &["request", "once", "given", "missing", "clone", "x1", "x_1", "formatter"]);
    // As types both would be `UploadCertContent`.
    add_variant(&mut document, "upload_cert", &["content"]);
    add_variant(&mut document, "try_from", &[]);
    let client = Client::generate("names", &document);
    client.runs(include_str!("programs/names.rs"));
    client.refuses(
        r#"CreateCertificateRequest::type_().new(certificate_name!("n")).build();"#,
        &["`type` requires `build`", "`type` requires `type`", "`type` requires `self`", "add `.build_(..)`"],
    );
}
