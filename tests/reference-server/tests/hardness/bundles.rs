//! Bundles of very many certificates.

use openscaler_reference_server::certificates::Recipe;

use crate::support::{Server, upload};

/// The memory that a bundle of maximum size may take besides itself.
const ALLOWED: usize = 32 << 20;

#[tokio::test]
async fn a_thousand_certificates_are_refused_in_one_violation() {
    let server = Server::start(&[]);
    let bundle = Recipe::new(["example.com"]).make().expect("a bundle");
    let pem = bundle.certificates().repeat(1_000) + &bundle.key.pkcs8();
    for _ in 0..8 {
        let answer = server.create(upload("cert", &pem).as_bytes()).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.violations(), [("/cert_content", "pem_too_many_blocks")], "{}", answer.text);
    }
    server.assert_took_at_most(ALLOWED);
}

/// As many blocks as a bundle may have, each certificate issued by the next: each signature is checked.
#[tokio::test]
async fn the_longest_chain_that_is_taken_and_one_more() {
    let server = Server::start(&[]);
    let bundle = Recipe::new(["example.com"]).chain_of(100).make().expect("a bundle");
    let with_key = server.create(upload("one-more", &bundle.to_pem()).as_bytes()).await;
    assert_eq!(with_key.violations(), [("/cert_content", "pem_too_many_blocks")], "{}", with_key.text);
    let alone = server.create(upload("cert", &bundle.certificates()).as_bytes()).await;
    assert_eq!(alone.status, 201, "{}", alone.text);
    assert_eq!(alone.body["size"], bundle.certificates().len());
    server.assert_took_at_most(ALLOWED);
}

/// The scan stops: a text of markers alone does not cause a response longer than itself.
#[tokio::test]
async fn markers_alone_fill_a_body() {
    let server = Server::start(&[]);
    for line in ["-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n", "-----BEGIN\n", "\u{feff}\n", "\n"] {
        let pem = line.repeat((1 << 20) / (line.len() + 8));
        let answer = server.create(upload("cert", &pem).as_bytes()).await;
        assert_eq!(answer.status, 422, "{line:?}");
        assert!((1..=100).contains(&answer.violations().len()), "{line:?}: {}", answer.text);
        assert!(answer.text.len() < 32 << 10, "{line:?}: {} bytes", answer.text.len());
    }
    server.assert_took_at_most(ALLOWED);
}
