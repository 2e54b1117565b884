//! Brings its own provider: until it is installed, building a client is an error and not a panic.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{BearerToken, Client, certificate_name, load_balancer_id};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let url = std::env::args().nth(1).expect("an address");
    let builder = || Client::builder().token(BearerToken::new("token")).base_url(&url);
    let error = builder().build().expect_err("no provider");
    assert_eq!(error.setting(), "tls");
    assert!(error.to_string().starts_with("no TLS provider is installed: call `rustls::"), "{error}");

    rustls::crypto::ring::default_provider().install_default().expect("no other provider");
    let theirs = reqwest::Client::new();
    assert_eq!(theirs.get(&url).send().await.expect("an answer").status().as_u16(), 201);

    let request = CreateCertificateRequest::self_signed().name(certificate_name!("cert")).build();
    let ours = builder().build().expect("a client");
    ours.lb_create_certificate(&load_balancer_id!("42"), &request).await.expect("a certificate");
}
