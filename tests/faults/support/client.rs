//! A client such as a careful operator has, with short times.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use openscaler_api::types::{Certificate, CertificatePem, CreateCertificateRequest, LoadBalancerId};
use openscaler_api::{Client, Error, Outcome, ResponseValue, RetryPolicy};
use openscaler_reference_server::certificates::{Bundle, Recipe};

pub(crate) const TOKEN: &str = "correct-horse-battery-staple";
/// The name in every request of these suites.
pub(crate) const NAME: &str = "cert";

static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| Recipe::new(["example.com"]).chain().make().expect("a bundle"));

/// Lines of the uploaded private key, which may not appear anywhere.
pub(crate) fn key_lines() -> Vec<String> {
    let key = BUNDLE.key.pkcs8();
    let lines: Vec<_> = key.lines().filter(|line| !line.starts_with("-----")).map(str::to_owned).collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| line.len() > 8));
    lines
}

pub(crate) fn self_signed(name: &str) -> CreateCertificateRequest {
    CreateCertificateRequest::self_signed().name(name.try_into().expect("a name")).build()
}

/// An upload that holds the private key.
pub(crate) fn upload() -> CreateCertificateRequest {
    let pem = CertificatePem::try_from(BUNDLE.to_pem()).expect("a bundle");
    CreateCertificateRequest::upload().name(NAME.try_into().expect("a name")).cert_content(pem).build()
}

pub(crate) fn request() -> CreateCertificateRequest {
    self_signed(NAME)
}

/// A client of this address with these settings: `client!(url, .timeout(time))`.
macro_rules! client {
    ($url:expr $(, $($setting:tt)+)?) => {
        openscaler_api::Client::builder()
            .token(openscaler_api::BearerToken::new($crate::support::TOKEN))
            .base_url($url)
            $($($setting)+)?
            .build()
            .expect("a client")
    };
}
pub(crate) use client;

/// A client that tries once, for at most two seconds.
pub(crate) fn once(url: &str) -> Client {
    client!(url, .retry(RetryPolicy::never()).timeout(Duration::from_secs(2)))
}

/// How a call ended.
pub(crate) struct Ended {
    pub(crate) result: Result<ResponseValue<Certificate>, Error>,
    pub(crate) time: Duration,
}

impl Ended {
    #[track_caller]
    pub(crate) fn error(&self) -> &Error {
        self.result.as_ref().expect_err("the call fails")
    }

    #[track_caller]
    pub(crate) fn assert(&self, outcome: Outcome, status: Option<u16>) -> &Error {
        let error = self.error();
        assert_eq!(error.outcome(), outcome, "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), status, "{error:?}");
        assert_presentable(error);
        error
    }
}

/// One line, bounded, nothing under it that it does not say, and no secret in any of it.
#[track_caller]
pub(crate) fn assert_presentable(error: &Error) {
    assert!(std::error::Error::source(error).is_none(), "{error:?}");
    let message = error.message().unwrap_or_default().to_owned();
    for text in [error.to_string(), format!("{error:?}"), format!("{error:#?}").replace("\n", ""), message] {
        assert!(!text.contains(char::is_control) && text.chars().count() < 800, "{text}");
        assert!(!text.contains(TOKEN) && key_lines().iter().all(|line| !text.contains(line)), "{text}");
    }
}

/// Asks for a certificate on load balancer 42.
pub(crate) async fn call(client: &Client, request: &CreateCertificateRequest) -> Ended {
    let id = LoadBalancerId::try_from("42").expect("an id");
    let start = Instant::now();
    let result = client.lb_create_certificate(&id, request).await;
    Ended { result, time: start.elapsed() }
}
