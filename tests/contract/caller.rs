//! Calls the client's operations by the names that the document gives them.

use openscaler_api::types::{CertificateName, CreateCertificateRequest, CreateCertificateRequestDraft, LoadBalancerId};
use openscaler_api::{Client, Error, InvalidValue, ResponseValue, Violations};
use openscaler_tests::cases::{Call, Outcome, Seen, Sight, Violation};
use openscaler_tests::document::join;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What the client made of a call.
pub(crate) struct Made {
    /// The bytes of the body, by each way from data to a request.
    pub(crate) bodies: Vec<(&'static str, String)>,
    pub(crate) ended: Ended,
}

pub(crate) enum Ended {
    /// It was not sent.
    Refused(Vec<Violation>),
    Sent(Seen),
}

/// Makes a call. A new operation of the document gets an arm here: its arguments have types.
pub(crate) async fn call(client: &Client, call: &Call) -> Made {
    let mut given = Given { call, violations: Vec::new(), bodies: Vec::new() };
    let seen = match call.operation.as_str() {
        "lb_create_certificate" => {
            let lb_id = given.parameter::<LoadBalancerId>("lb_id");
            let body = given.body::<CreateCertificateRequest, CreateCertificateRequestDraft>();
            match lb_id.zip(body).filter(|_| given.is_right()) {
                Some((lb_id, body)) => Some(seen(client.lb_create_certificate(&lb_id, &body).await)),
                None => None,
            }
        }
        "lb_get_certificate" => {
            let lb_id = given.parameter::<LoadBalancerId>("lb_id");
            let name = given.parameter::<CertificateName>("certificate_name");
            match lb_id.zip(name).filter(|_| given.is_right()) {
                Some((lb_id, name)) => Some(seen(client.lb_get_certificate(&lb_id, &name).await)),
                None => None,
            }
        }
        other => panic!("operation `{other}` cannot be called yet; add it to `{}`", file!()),
    };
    let Given { mut violations, bodies, .. } = given;
    violations.sort();
    Made { bodies, ended: seen.map_or(Ended::Refused(violations), Ended::Sent) }
}

/// What a caller gives, and what is wrong with it.
struct Given<'c> {
    call: &'c Call,
    violations: Vec<Violation>,
    bodies: Vec<(&'static str, String)>,
}

impl Given<'_> {
    fn is_right(&self) -> bool {
        self.violations.is_empty()
    }

    fn parameter<T: TryFrom<String, Error = InvalidValue>>(&mut self, name: &str) -> Option<T> {
        let at = join("/parameters", name);
        let Some(value) = self.call.parameters.get(name) else {
            self.add(at, "required");
            return None;
        };
        T::try_from(value.clone()).map_err(|invalid| self.add(at, invalid.rule())).ok()
    }

    /// The body by its draft, as JSON that was read; the other ways have to come to the same.
    fn body<T, D>(&mut self) -> Option<T>
    where
        T: TryFrom<D, Error = Violations> + Serialize + DeserializeOwned,
        D: DeserializeOwned + From<Map<String, Value>>,
    {
        let text = self.call.body.as_ref().map(|body| body.text()).unwrap_or_default();
        let Ok(draft) = serde_json::from_str::<D>(&text) else {
            self.add("/body".to_owned(), "type");
            return None;
        };
        let request = match T::try_from(draft) {
            Ok(request) => request,
            Err(violations) => {
                for violation in &violations {
                    self.add(format!("/body{}", violation.pointer()), violation.rule());
                }
                return None;
            }
        };
        let written = |request: &T| serde_json::to_string(request).expect("a request can be written");
        let or_error = |request: Result<T, String>| request.map_or_else(|error| error, |request| written(&request));
        let map: Map<String, Value> = serde_json::from_str(&text).expect("it was read as a draft");
        let by_map = T::try_from(D::from(map.clone())).map_err(|violations| violations.to_string());
        let by_text = serde_json::from_str::<T>(&text).map_err(|error| error.to_string());
        let by_value = serde_json::from_value::<T>(Value::Object(map)).map_err(|error| error.to_string());
        self.bodies = vec![
            ("the draft of a text", written(&request)),
            ("the draft of a map", or_error(by_map)),
            ("deserializing a text", or_error(by_text)),
            ("deserializing a value", or_error(by_value)),
        ];
        Some(request)
    }

    fn add(&mut self, at: String, rule: &str) {
        self.violations.push(Violation { at, rule: rule.to_owned() });
    }
}

fn seen<T: Serialize>(result: Result<ResponseValue<T>, Error>) -> Seen {
    match result {
        Ok(answer) => {
            let status = Some(answer.status().as_u16());
            let Ok(Value::Object(value)) = serde_json::to_value(answer.into_inner()) else {
                panic!("an answer is an object");
            };
            Seen { status, what: Sight::Value(value) }
        }
        Err(error) => {
            let outcome = match error.outcome() {
                openscaler_api::Outcome::NotSent => Outcome::NotSent,
                openscaler_api::Outcome::Rejected => Outcome::Rejected,
                openscaler_api::Outcome::Unknown => Outcome::Unknown,
                openscaler_api::Outcome::Succeeded => Outcome::Succeeded,
                other => panic!("outcome {other:?} has no name in cases yet"),
            };
            let text = |text: Option<&str>| text.map(str::to_owned);
            let (message, request_id) = (text(error.message()), text(error.request_id()));
            let status = error.status().map(|status| status.as_u16());
            Seen { status, what: Sight::Error { outcome, error: Some(line(&error)), message, request_id } }
        }
    }
}

/// An error's line as in cases, with `…` for the address and the time, which vary.
fn line(error: &Error) -> String {
    let line = error.to_string();
    let parts = line.split_once(" at ").and_then(|(what, rest)| {
        let (_, rest) = rest.split_once(" (")?;
        let (attempts, rest) = rest.split_once(", ")?;
        let (_, rest) = rest.split_once(')')?;
        Some(format!("{what} at … ({attempts}, …){rest}"))
    });
    parts.unwrap_or(line)
}
