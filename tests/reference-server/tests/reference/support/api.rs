//! A server of its own for each test, and a client that holds every answer against what all answers have in common.

use openscaler_reference_server::{Config, ReferenceServer, StoredCertificate};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

pub(crate) const TOKEN: &str = "correct-horse-battery-staple";

/// The load balancer of the page's example.
pub(crate) const LB: &str = "42";

pub(crate) struct Api {
    pub(crate) server: ReferenceServer,
    client: Client,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Api {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A server whose configuration differs from the usual one.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::new(TOKEN);
        change(&mut config);
        let server = ReferenceServer::start_with(config).expect("the server starts");
        // openscaler-api turns reqwest's TLS on for the whole build, and without a provider reqwest panics; a second
        // installation changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A proxy in the environment would get even loopback requests.
        let client = Client::builder().no_proxy().build().expect("a client");
        Self { server, client }
    }

    /// A request with the right token and media type, without a body yet.
    pub(crate) fn request(&self, path: &str) -> RequestBuilder {
        self.bare(Method::POST, path).bearer_auth(TOKEN).header(CONTENT_TYPE, "application/json")
    }

    /// A request without anything.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.server.base_url()))
    }

    /// Asks for a certificate on the usual load balancer.
    pub(crate) async fn create(&self, body: &Value) -> Reply {
        let reply = send(self.request("/v1/lbs/42/certificates").body(body.to_string())).await;
        reply.assert_keeps_to_itself(body["cert_content"].as_str().unwrap_or_default());
        reply
    }

    /// Uploads a bundle under the name `cert`.
    pub(crate) async fn upload(&self, pem: &str) -> Reply {
        self.create(&json!({"name": "cert", "cert_type": "upload", "cert_content": pem})).await
    }

    /// The only certificate stored on the usual load balancer.
    pub(crate) fn only_stored(&self) -> StoredCertificate {
        let mut stored = self.server.stored_certificates(LB);
        assert_eq!(stored.len(), 1);
        stored.remove(0)
    }
}

/// Sends a request and checks that the answer is of the one form that its status has.
pub(crate) async fn send(request: RequestBuilder) -> Reply {
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let text = response.text().await.expect("the whole answer");
    let body = serde_json::from_str(&text).expect("a JSON body");
    let reply = Reply { status, headers, text, body };
    assert_eq!(reply.header("content-type"), Some("application/json"));
    if !(200..300).contains(&status) {
        reply.assert_is_problem();
    }
    reply
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?.to_str().ok();
        assert!(values.next().is_none(), "`{name}` comes once");
        value
    }

    /// The code of a refusal.
    pub(crate) fn code(&self) -> &str {
        self.body["error"]["code"].as_str().expect("a code")
    }

    /// Pointer and rule of each violation, in the answer's order.
    pub(crate) fn violations(&self) -> Vec<(&str, &str)> {
        let violations = self.body["error"]["violations"].as_array().expect("violations");
        let text = |value: &'_ Value| value.is_string();
        violations
            .iter()
            .inspect(|one| assert!(text(&one["pointer"]) && text(&one["rule"]) && text(&one["message"])))
            .map(|one| (one["pointer"].as_str().unwrap_or("?"), one["rule"].as_str().unwrap_or("?")))
            .collect()
    }

    fn assert_is_problem(&self) {
        assert!((400..500).contains(&self.status), "{}: {}", self.status, self.text);
        let keys = |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>());
        assert_eq!(keys(&self.body).unwrap_or_default(), ["error"]);
        assert_eq!(keys(&self.body["error"]).unwrap_or_default(), ["code", "message", "violations"]);
        assert!(!self.code().is_empty());
        assert!(!self.body["error"]["message"].as_str().expect("a message").is_empty());
        let are_expected = self.code() == "invalid_request";
        assert_eq!(!self.violations().is_empty(), are_expected, "{}", self.text);
    }

    /// No line of what was uploaded may come back.
    fn assert_keeps_to_itself(&self, pem: &str) {
        let lines = pem.split(['\r', '\n']).map(str::trim).filter(|line| !line.starts_with("-----"));
        for line in lines.filter(|line| line.len() >= 16) {
            assert!(!self.text.contains(line), "the answer repeats a line of `cert_content`");
        }
    }
}
