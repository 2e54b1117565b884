//! Installs a provider with a single cipher suite for the whole process, which both clients have to use.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{BearerToken, Client, certificate_name, load_balancer_id};
use rustls::CipherSuite;
use rustls::crypto::aws_lc_rs;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let url = std::env::args().nth(1).expect("an address");
    let mut provider = aws_lc_rs::default_provider();
    provider.cipher_suites.retain(|suite| suite.suite() == CipherSuite::TLS13_CHACHA20_POLY1305_SHA256);
    provider.install_default().expect("no other provider");

    let theirs = reqwest::Client::new();
    assert_eq!(theirs.get(&url).send().await.expect("an answer").status().as_u16(), 201);

    let ours = Client::builder().token(BearerToken::new("token")).base_url(url).build().expect("a client");
    let request = CreateCertificateRequest::self_signed().name(certificate_name!("cert")).build();
    ours.lb_create_certificate(&load_balancer_id!("42"), &request).await.expect("a certificate");
}
