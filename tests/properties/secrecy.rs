//! Whatever is wrong with a request, no part of its values is in what is said of it.

use openscaler_api::types::{CertificatePem, CreateCertificateRequest, CreateCertificateRequestDraft};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::requests::given;

/// In every value, and in nothing else.
const MARK: &str = "qZ7wX";

/// A value of any shape whose every text and name holds the mark.
fn marked() -> impl Strategy<Value = Value> {
    let text = select(vec![
        "qZ7wX",
        "qZ7wX.example.com",
        "*.qZ7wX",
        "https://qZ7wX",
        "qZ7wX@",
        "qZ7wX@example.com",
        "qZ7wX\n",
        "expected qZ7wX",
        "upload qZ7wX",
        "-----BEGIN CERTIFICATE-----\nqZ7wX",
        "-----BEGIN qZ7wX-----\nqZ7w\n-----END qZ7wX-----\n",
        "-----BEGIN CERTIFICATE-----\nqZ7wX===\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nqZ7wX0==\n",
        "\u{feff}-----BEGIN CERTIFICATE-----qZ7wX",
        "-----END qZ7wX-----",
        "../qZ7wX/\0",
    ]);
    let leaf = prop_oneof![4 => text.prop_map(Value::from), 1 => Just(json!(null)), 1 => Just(json!(-7_700_777.5))];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![vec(inner.clone(), 0..3).prop_map(Value::from), inner.prop_map(|value| json!({ "qZ7wX": value })),]
    })
}

/// An object with members of known and unknown names, all of whose values are marked.
fn marked_members() -> impl Strategy<Value = Map<String, Value>> {
    let name = select(vec!["name", "cn_name", "let_encrypt_email", "cert_content", "cert_type", "common_name"]);
    let tag = select(vec![None, Some("self_signed"), Some("let_encrypt"), Some("upload")]);
    (vec((name, marked()), 0..6), tag).prop_map(|(members, tag)| {
        let mut members: Map<_, _> = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if let Some(tag) = tag {
            members.insert("cert_type".to_owned(), json!(tag));
        }
        members
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_refused_is_not_quoted(members in marked_members()) {
        let draft = CreateCertificateRequestDraft::from(members.clone());
        let mut shown = format!("{draft:?}{draft:#?}");
        if let Err(violations) = CreateCertificateRequest::try_from(draft) {
            shown += &format!("{violations}{violations:?}{violations:#?}");
            for violation in &violations {
                shown += &format!("{violation}{violation:?}{}", violation.message());
            }
        }
        let json = Value::Object(members);
        if let Err(error) = serde_json::from_str::<CreateCertificateRequest>(&json.to_string()) {
            shown += &format!("{error}{error:?}");
        }
        if let Err(error) = serde_json::from_value::<CreateCertificateRequest>(json) {
            shown += &format!("{error}{error:?}");
        }
        prop_assert!(!shown.contains(MARK) && !shown.contains("77007"), "{shown}");
    }

    #[test]
    fn what_is_no_object_is_not_quoted(value in marked().prop_filter("no object", |value| !value.is_object())) {
        let by_text = serde_json::from_str::<CreateCertificateRequestDraft>(&value.to_string());
        let by_value = serde_json::from_value::<CreateCertificateRequestDraft>(value);
        for result in [by_text, by_value] {
            let error = result.expect_err("a draft is an object");
            let shown = format!("{error}{error:?}");
            prop_assert!(!shown.contains(MARK) && !shown.contains("77007"), "{shown}");
        }
    }

    #[test]
    fn a_refused_text_is_not_quoted(value in marked()) {
        if let Value::String(text) = &value
            && let Err(invalid) = CertificatePem::try_from(text.as_str())
        {
            let shown = format!("{invalid}{invalid:?}");
            prop_assert!(!shown.contains(MARK), "{shown}");
        }
    }
}

proptest! {
    #[test]
    fn a_right_draft_shows_its_names_alone(given in given()) {
        let draft = CreateCertificateRequestDraft::from(given.members());
        let shown = format!("{draft:?}");
        let names = given.members().keys().map(|name| format!("{name:?}: REDACTED")).collect::<Vec<_>>().join(", ");
        prop_assert_eq!(shown, format!("CreateCertificateRequestDraft({{{names}}})"));
    }
}
