//! Builder, draft, serde and the document's schema agree on every request that can be built.

use openscaler_api::types::{CreateCertificateRequest, CreateCertificateRequestDraft};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::requests::given;
use super::{bytes, judge, schema_allows};

/// The same object, its members in another order.
fn shuffled(members: Map<String, Value>) -> impl Strategy<Value = Map<String, Value>> {
    Just(members.into_iter().collect::<Vec<_>>()).prop_shuffle().prop_map(|members| members.into_iter().collect())
}

/// The same JSON, every character of a text written as an escape.
fn escaped(json: &str) -> String {
    let mut written = String::new();
    for letter in json.chars() {
        if letter.is_ascii() {
            written.push(letter);
        } else {
            let mut units = [0; 2];
            written.extend(letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    written
}

proptest! {
    #[test]
    fn what_a_builder_makes_is_what_the_document_describes(given in given()) {
        let value = serde_json::to_value(given.build()).expect("a request can be written");
        prop_assert_eq!(&value, &Value::Object(given.members()));
        prop_assert!(schema_allows(&value), "the schema refuses {value}");
    }

    #[test]
    fn a_request_survives_json(given in given()) {
        let request = given.build();
        let json = bytes(&request);
        let read: CreateCertificateRequest = serde_json::from_str(&json).expect("what was written can be read");
        prop_assert_eq!(bytes(&read), json);
    }

    #[test]
    fn a_draft_becomes_what_the_builder_makes(
        (given, members) in given().prop_flat_map(|given| {
            let members = shuffled(given.members());
            (Just(given), members)
        }),
        pretty: bool,
    ) {
        let built = bytes(&given.build());
        let json = if pretty { serde_json::to_string_pretty(&members) } else { serde_json::to_string(&members) };
        let json = json.expect("JSON");
        for json in [escaped(&json), json] {
            let request = judge(&json).expect("the draft is right");
            prop_assert_eq!(bytes(&request), built.as_str());
        }
        let request = CreateCertificateRequest::try_from(CreateCertificateRequestDraft::from(members.clone()));
        prop_assert_eq!(bytes(&request.expect("the draft is right")), built.as_str());
        let request: CreateCertificateRequest = serde_json::from_value(Value::Object(members)).expect("a request");
        prop_assert_eq!(bytes(&request), built);
    }
}
