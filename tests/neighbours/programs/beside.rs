//! Makes clients of its own by reqwest's defaults, and calls the server by one of them and by ours.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{BearerToken, Client, certificate_name, load_balancer_id};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let url = std::env::args().nth(1).expect("an address");
    // Either panics where reqwest has rustls but no provider.
    let theirs = reqwest::Client::new();
    reqwest::Client::builder().build().expect("a client");
    assert_eq!(theirs.get(&url).send().await.expect("an answer").status().as_u16(), 201);

    let ours = Client::builder().token(BearerToken::new("token")).base_url(url).build().expect("a client");
    let request = CreateCertificateRequest::self_signed().name(certificate_name!("cert")).build();
    ours.lb_create_certificate(&load_balancer_id!("42"), &request).await.expect("a certificate");
}
