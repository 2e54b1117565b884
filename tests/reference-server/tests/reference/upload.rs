//! Bundles as a whole: chains, keys of every form, dates; and what OpenSSL makes, which is what people have.

use openscaler_reference_server::certificates::{Bundle, Key, Recipe};
use openscaler_tests::openssl;

use crate::support::Api;

fn chain() -> Bundle {
    Recipe::new(["example.com", "www.example.com"]).chain().make().expect("a bundle")
}

async fn assert_refused(pem: &str, expected: &[(&str, &str)]) {
    let api = Api::start().await;
    let reply = api.upload(pem).await;
    assert_eq!(reply.status, 422, "{}", reply.text);
    let rules: Vec<_> = expected.iter().map(|(rule, _)| ("/cert_content", *rule)).collect();
    assert_eq!(reply.violations(), rules, "{}", reply.text);
    for (index, (_, hint)) in expected.iter().enumerate() {
        let message = reply.body["error"]["violations"][index]["message"].as_str().expect("a message");
        assert!(message.contains(hint), "{message}");
    }
}

async fn assert_accepted(pem: &str) {
    let api = Api::start().await;
    let reply = api.upload(pem).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert_eq!(*api.only_stored().pem, pem);
}

#[tokio::test]
async fn a_chain_with_its_key() {
    let bundle = chain();
    assert_accepted(&bundle.to_pem()).await;
    assert_accepted(&(bundle.key.pkcs8() + &bundle.certificates())).await;
    assert_accepted(&bundle.certificates()).await;
    let without_root = bundle.chain[..2].concat();
    assert_accepted(&without_root).await;
    assert_accepted(&bundle.chain[0]).await;
}

#[tokio::test]
async fn a_key_in_sec1() {
    let bundle = chain();
    assert_accepted(&(bundle.certificates() + &bundle.key.sec1())).await;
}

#[tokio::test]
async fn two_keys() {
    let bundle = chain();
    let pem = bundle.to_pem() + &bundle.key.sec1();
    assert_refused(&pem, &[("several_keys", "found 2 private keys")]).await;
}

#[tokio::test]
async fn the_key_of_another_certificate() {
    let bundle = Bundle { key: Key::generate().expect("a key"), ..chain() };
    assert_refused(&bundle.to_pem(), &[("key_mismatch", "does not belong to the first certificate")]).await;
    let pem = bundle.certificates() + &bundle.key.sec1();
    assert_refused(&pem, &[("key_mismatch", "does not belong to the first certificate")]).await;
}

#[tokio::test]
async fn a_key_that_is_none() {
    for label in ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"] {
        let pem = chain().certificates() + &format!("-----BEGIN {label}-----\nMAA=\n-----END {label}-----\n");
        assert_refused(&pem, &[("key_unreadable", "cannot read the private key")]).await;
    }
}

#[tokio::test]
async fn a_chain_in_the_wrong_order() {
    let Bundle { chain, .. } = chain();
    let [leaf, intermediate, root] = chain.as_slice() else { panic!("three certificates") };
    let advice = "put the leaf first";
    assert_refused(
        &[leaf.as_str(), root, intermediate].concat(),
        &[("chain_order", "certificate 2 did not issue certificate 1; put the leaf first")],
    )
    .await;
    for order in [[root, intermediate, leaf], [intermediate, root, leaf]] {
        let pem: String = order.into_iter().map(String::as_str).collect();
        assert_refused(&pem, &[("chain_order", "did not issue"), ("leaf_is_ca", "first")]).await;
    }
    let twice = [leaf.as_str(), leaf, intermediate].concat();
    assert_refused(&twice, &[("chain_order", advice)]).await;
}

#[tokio::test]
async fn a_certificate_from_elsewhere() {
    let stranger = Recipe::new(["other.example"]).make().expect("a bundle");
    let pem = chain().chain[0].clone() + &stranger.certificates();
    assert_refused(&pem, &[("chain_order", "its issuer is not in the bundle")]).await;
}

/// Names alone would pass: both authorities have the same one.
#[tokio::test]
async fn an_issuer_of_the_same_name_that_has_not_signed() {
    let pem = chain().chain[0].clone() + &chain().chain[1];
    assert_refused(&pem, &[("chain_signature", "its key did not sign it")]).await;
}

#[tokio::test]
async fn an_authority_is_no_leaf() {
    let bundle = chain();
    assert_refused(&bundle.chain[1..].concat(), &[("leaf_is_ca", "put the server certificate first")]).await;
    let issued = Recipe::new(["example.com"]).authority().chain().make().expect("a bundle");
    assert_refused(&issued.to_pem(), &[("leaf_is_ca", "put the server certificate first")]).await;
}

/// What `openssl req -x509` makes without further options.
#[tokio::test]
async fn a_self_signed_certificate_may_be_marked_as_an_authority() {
    let bundle = Recipe::new(["example.com"]).authority().make().expect("a bundle");
    assert_accepted(&bundle.to_pem()).await;
}

#[tokio::test]
async fn dates() {
    let expired = Recipe::new(["example.com"]).expired();
    let hint = "certificate 1 of the bundle expired at 20";
    assert_refused(&expired.make().expect("a bundle").to_pem(), &[("expired", hint)]).await;
    assert_refused(&expired.chain().make().expect("a bundle").to_pem(), &[("expired", hint)]).await;
    let early = Recipe::new(["example.com"]).not_yet_valid().make().expect("a bundle");
    let hint = "certificate 1 of the bundle is not valid before 20";
    assert_refused(&early.to_pem(), &[("not_yet_valid", hint)]).await;
}

/// The dates of each certificate are checked, and reported together with other faults.
#[tokio::test]
async fn several_faults_at_once() {
    let expired = Recipe::new(["other.example"]).expired().make().expect("a bundle");
    let pem = chain().chain[0].clone() + &expired.to_pem() + &chain().key.pkcs8();
    let expected = [
        ("several_keys", "2 private keys"),
        ("expired", "certificate 2 of the bundle expired"),
        ("chain_order", "did not issue"),
    ];
    assert_refused(&pem, &expected).await;
}

#[tokio::test]
async fn a_certificate_without_names() {
    let bundle = Recipe::new([""; 0]).make().expect("a bundle");
    let api = Api::start().await;
    let reply = api.upload(&bundle.to_pem()).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert!(reply.body["common_name"].is_null() && reply.body["domains"].is_null());
    assert_eq!((&reply.body["subject"], &reply.body["issuers"]), (&"".into(), &"".into()));
}

/// Every kind of key and every form of it that OpenSSL writes.
#[tokio::test]
async fn keys_made_by_openssl() {
    if !openssl::is_installed() {
        return;
    }
    for (algorithm, forms) in [
        (&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"][..], &["RSA PRIVATE KEY", "PRIVATE KEY"][..]),
        (&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], &["EC PRIVATE KEY", "PRIVATE KEY"]),
        (&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], &["EC PRIVATE KEY", "PRIVATE KEY"]),
        (&["-algorithm", "ED25519"], &["PRIVATE KEY"]),
    ] {
        let key = openssl::run(&[&["genpkey"], algorithm].concat(), "");
        let request = ["req", "-x509", "-key", "key.pem", "-subj", "/CN=example.com", "-days", "2"];
        let certificate = openssl::run_on_files(&request, &[("key.pem", &key)]);
        for form in forms {
            let traditional: &[_] = if *form == "PRIVATE KEY" { &["pkey"] } else { &["pkey", "-traditional"] };
            let key = openssl::run(traditional, &key);
            assert!(key.starts_with(&format!("-----BEGIN {form}-----")), "{form}");
            assert_accepted(&(certificate.clone() + &key)).await;
        }
    }
}

/// The real thing, not only its label.
#[tokio::test]
async fn an_encrypted_key_made_by_openssl() {
    if !openssl::is_installed() {
        return;
    }
    let bundle = chain();
    for form in [&["pkey", "-aes256", "-passout", "pass:x"][..], &["ec", "-aes256", "-passout", "pass:x"]] {
        let key = openssl::run(form, &bundle.key.pkcs8());
        let advice = "a load balancer cannot ask for its password";
        assert_refused(&(bundle.certificates() + &key), &[("pem_encrypted_key", advice)]).await;
    }
}

/// ring reads no smaller RSA keys and no curve P-521; the message says what it does read.
#[tokio::test]
async fn a_key_that_this_server_cannot_read() {
    if !openssl::is_installed() {
        return;
    }
    let key = openssl::run(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"], "");
    let request = ["req", "-x509", "-key", "key.pem", "-subj", "/CN=example.com", "-days", "2"];
    let certificate = openssl::run_on_files(&request, &[("key.pem", &key)]);
    assert_refused(&(certificate + &key), &[("key_unreadable", "P-256 or P-384")]).await;
}
