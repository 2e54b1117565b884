//! Answers with a property that is not as the document says: what is left of them, and what is told.

use openscaler_api::types::{Certificate, CreateCertificateRequest};
use openscaler_api::{Error, Outcome, ResponseValue, certificate_name, load_balancer_id};
use openscaler_tests::faults::{FaultServer, answer};
use serde_json::{Value, json};

use super::{TOKEN, client};

/// In every value that is not as the document says.
const QUOTED: &str = "qZ7wX";

/// An answer with every property, some of them replaced.
fn body(replaced: &Value) -> Value {
    let mut body = json!({
        "name": "my-cert", "cert_type": "self_signed", "common_name": "a.example", "subject": "CN=a.example",
        "domains": "a.example", "issuers": "R3", "not_before": "2026-01-01T00:00:00Z",
        "not_after": "2026-04-01T00:00:00Z", "serial": "00", "size": 2048,
    });
    for (name, value) in replaced.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

async fn answered(body: &str) -> Result<ResponseValue<Certificate>, Error> {
    let server = FaultServer::play([answer(201, &[("content-type", "application/json")], body)]).await;
    let request = CreateCertificateRequest::self_signed().name(certificate_name!("my-cert")).build();
    client(&server.url()).lb_create_certificate(&load_balancer_id!("42"), &request).await
}

#[tokio::test]
async fn an_optional_property_is_left_out_and_reported() {
    let object = json!({ QUOTED: QUOTED });
    for (replaced, told) in [
        (json!({ "size": QUOTED }), vec!["`/size` must be an integer, not a string"]),
        (json!({ "size": 7_700_777.5 }), vec!["`/size` must be an integer, not a number"]),
        (json!({ "size": u64::MAX }), vec!["`/size` must be an integer in the range of its type, not a number"]),
        (json!({ "domains": [QUOTED] }), vec!["`/domains` must be a string, not a list"]),
        (json!({ "issuers": object }), vec!["`/issuers` must be a string, not an object"]),
        (json!({ "common_name": true }), vec!["`/common_name` must be a string, not a boolean"]),
        (json!({ "subject": 7_700_777 }), vec!["`/subject` must be a string, not a number"]),
        (json!({ "not_before": 7_700_777 }), vec!["`/not_before` must be a string, not a number"]),
        (json!({ "not_after": [] }), vec!["`/not_after` must be a string, not a list"]),
        (
            json!({ "serial": {}, "size": [QUOTED], "more": QUOTED }),
            vec!["`/serial` must be a string, not an object", "`/size` must be an integer, not a list"],
        ),
        // What a method can parse or not is a string, and stays one.
        (json!({ "not_after": "soon", "size": null }), vec![]),
    ] {
        let answer = answered(&body(&replaced).to_string()).await.expect("an answer");
        let found: Vec<String> = answer.departures().iter().map(ToString::to_string).collect();
        assert_eq!(found, told);
        assert!(answer.departures().iter().all(|departure| departure.pointer() == departure.cause().pointer()));
        let shown = format!("{:?}", answer.departures());
        assert!(!shown.contains(QUOTED) && !shown.contains("77007"), "{shown}");
        let mut left = body(&replaced);
        for departure in answer.departures() {
            left[&departure.pointer()[1..]] = Value::Null;
        }
        let left: Certificate = serde_json::from_value(left).expect("an answer");
        assert_eq!(format!("{:?}", answer.into_inner()), format!("{left:?}"));
    }
}

#[tokio::test]
async fn a_required_property_is_the_error() {
    for (replaced, told) in [
        (json!({ "name": [QUOTED] }), "`/name` must be a string, not a list"),
        (json!({ "cert_type": null, "size": QUOTED }), "`/cert_type` must be a string, not null"),
    ] {
        let error = answered(&body(&replaced).to_string()).await.expect_err("it cannot be read");
        assert_eq!(error.outcome(), Outcome::Succeeded);
        let line = error.to_string();
        assert!(line.ends_with(&format!("does not match the API's document: {told}")), "{line}");
        assert!(!format!("{line}{error:?}").contains(QUOTED), "{line}");
    }
}

#[tokio::test]
async fn a_whole_number_with_a_fraction_is_not_a_departure() {
    let answer = answered(r#"{ "name": "a", "cert_type": "upload", "size": 2048.0 }"#).await.expect("an answer");
    assert_eq!((answer.size, answer.departures()), (Some(2048), &[][..]));
}

#[tokio::test]
async fn a_duplicate_name_is_reported() {
    let answer = answered(r#"{ "name": "a", "cert_type": "upload", "name": "b" }"#).await.expect("an answer");
    assert_eq!(answer.name, "a");
    let told: Vec<String> = answer.map(|_| ()).departures().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["`/name` is given more than once: the first is read"]);
}

/// The names of properties are the server's, too.
#[tokio::test]
async fn a_secret_in_a_name_is_withheld() {
    let body = format!(r#"{{ "name": "a", "cert_type": "upload", "not_after": 5, "{TOKEN}": 1, "{TOKEN}": 2 }}"#);
    let answer = answered(&body).await.expect("an answer");
    let [departure, _] = answer.departures() else { panic!("{:?}", answer.departures()) };
    let note = "(withheld, because it repeats part of a credential, a private key or a header)";
    assert_eq!((departure.pointer(), departure.cause().pointer(), departure.cause().rule()), (note, note, "duplicate"));
    assert_eq!(departure.to_string(), format!("`{note}` is given more than once: the first is read"));
    assert!(!format!("{departure:?}").contains(TOKEN));
}
