//! The same call in two ways: by the client, and by reqwest alone.

use std::sync::Arc;
use std::time::Duration;

use openscaler_api::types::{Certificate, CertificatePem, CreateCertificateRequest, LoadBalancerId};
use openscaler_api::{BearerToken, Client};
use openscaler_reference_server::certificates::Recipe;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};

const TOKEN: &str = "correct-horse-battery-staple";

#[derive(Debug, Clone, Copy)]
pub(crate) enum Way {
    Api,
    Raw,
}

#[derive(Clone)]
pub(crate) struct Ways {
    api: Client,
    id: LoadBalancerId,
    request: Arc<CreateCertificateRequest>,
    raw: reqwest::Client,
    authorization: HeaderValue,
    url: String,
    body: bytes::Bytes,
}

impl Ways {
    pub(crate) fn new(url: &str) -> Self {
        let request = CreateCertificateRequest::self_signed().name("cert".try_into().expect("a name")).build();
        let mut authorization = HeaderValue::from_str(&format!("Bearer {TOKEN}")).expect("a header");
        authorization.set_sensitive(true);
        let raw = reqwest::Client::builder()
            // TLS plays no part.
            .tls_certs_only([])
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .user_agent("openscaler-api/0.1.0")
            .build();
        let ways = Self {
            api: Client::builder().token(BearerToken::new(TOKEN)).base_url(url).build().expect("a client"),
            id: "42".try_into().expect("an id"),
            request: Arc::new(request),
            raw: raw.expect("a client"),
            authorization,
            url: format!("{url}/v1/lbs/42/certificates"),
            body: bytes::Bytes::new(),
        };
        ways.with_body()
    }

    /// A bundle of some kilobytes instead of a small request.
    pub(crate) fn with_upload(mut self) -> Self {
        let bundle = Recipe::new(["example.com"]).chain().make().expect("a bundle");
        let pem = CertificatePem::try_from(bundle.to_pem()).expect("a bundle");
        let request = CreateCertificateRequest::upload().name("cert".try_into().expect("a name")).cert_content(pem);
        self.request = Arc::new(request.build());
        self.with_body()
    }

    fn with_body(mut self) -> Self {
        self.body = serde_json::to_vec(&*self.request).expect("JSON").into();
        self
    }

    async fn call(&self, way: Way) -> Certificate {
        match way {
            Way::Api => {
                self.api.lb_create_certificate(&self.id, &self.request).await.expect("a certificate").into_inner()
            }
            Way::Raw => {
                let request = self
                    .raw
                    .post(self.url.as_str())
                    .header(ACCEPT, HeaderValue::from_static("application/json"))
                    .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                    .header(AUTHORIZATION, self.authorization.clone())
                    .body(self.body.clone());
                let response = request.send().await.expect("an answer");
                assert_eq!(response.status(), 201);
                serde_json::from_slice(&response.bytes().await.expect("a body")).expect("a certificate")
            }
        }
    }

    /// So many calls on one connection.
    pub(crate) async fn in_turn(&self, way: Way, calls: usize) {
        for _ in 0..calls {
            assert_eq!(self.call(way).await.name, "cert");
        }
    }
}
