//! `self_signed` and `let_encrypt`: the stored bundle is real, and the answer says what it says.

use openscaler_tests::openssl;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

use crate::support::Api;

/// What any PEM reader finds in a stored bundle.
struct Stored {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Stored {
    fn read(pem: &str) -> Self {
        let chain: Result<_, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        Self { chain: chain.expect("certificates"), key: PrivateKeyDer::from_pem_slice(pem.as_bytes()).expect("a key") }
    }

    fn parsed(&self) -> Vec<X509Certificate<'_>> {
        self.chain.iter().map(|der| X509Certificate::from_der(der).expect("X.509").1).collect()
    }

    fn assert_key_matches(self) {
        let provider = rustls::crypto::ring::default_provider();
        rustls::sign::CertifiedKey::from_der(self.chain, self.key, &provider).expect("the leaf's key");
    }
}

async fn created(body: Value) -> (Api, Value) {
    let api = Api::start().await;
    let reply = api.create(&body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert_eq!(reply.body["size"], api.only_stored().pem.len());
    assert_eq!(reply.body["name"], body["name"]);
    assert_eq!(reply.body["cert_type"], body["cert_type"]);
    (api, reply.body)
}

fn days_between(certificate: &X509Certificate<'_>) -> i64 {
    let validity = certificate.validity();
    (validity.not_after.timestamp() - validity.not_before.timestamp()) / 86_400
}

#[tokio::test]
async fn self_signed_for_a_domain() {
    let (api, answer) =
        created(json!({"name": "internal", "cert_type": "self_signed", "cn_name": "*.internal.example"})).await;
    for (field, value) in [
        ("common_name", "*.internal.example"),
        ("subject", "CN=*.internal.example"),
        ("domains", "*.internal.example"),
        ("issuers", "*.internal.example"),
    ] {
        assert_eq!(answer[field], value, "{field}");
    }
    let stored = Stored::read(&api.only_stored().pem);
    let [leaf] = &stored.parsed()[..] else { panic!("one certificate") };
    leaf.verify_signature(None).expect("it has signed itself");
    assert!(leaf.validity().is_valid() && !leaf.is_ca());
    assert_eq!(days_between(leaf), 365);
    stored.assert_key_matches();
}

/// `cn_name` defaults to the name, which is an alternative name only if it is a domain name.
#[tokio::test]
async fn self_signed_for_a_name() {
    for (name, domains) in [("my-cert", json!("my-cert")), ("my cert", Value::Null), ("证书, 1", Value::Null)] {
        let (api, answer) = created(json!({"name": name, "cert_type": "self_signed"})).await;
        assert_eq!((&answer["common_name"], &answer["domains"]), (&json!(name), &domains));
        Stored::read(&api.only_stored().pem).assert_key_matches();
    }
}

/// X.520 allows 64 characters, but readers of certificates do not enforce it.
#[tokio::test]
async fn self_signed_for_a_long_domain() {
    let domain = format!("{}.example", vec!["a".repeat(60); 4].join("."));
    let (api, answer) = created(json!({"name": "x", "cert_type": "self_signed", "cn_name": domain})).await;
    assert_eq!((&answer["common_name"], &answer["domains"]), (&json!(domain), &json!(domain)));
    if openssl::is_installed() {
        let names = openssl::run(&["x509", "-noout", "-ext", "subjectAltName"], &api.only_stored().pem);
        assert!(names.contains(&format!("DNS:{domain}\n")), "{names}");
    }
}

#[tokio::test]
async fn let_encrypt() {
    let body = json!({
        "name": "shop", "cert_type": "let_encrypt", "cn_name": "shop.example.com",
        "let_encrypt_email": "admin@example.com",
    });
    let (api, answer) = created(body).await;
    for (field, value) in [
        ("common_name", "shop.example.com"),
        ("subject", "CN=shop.example.com"),
        ("domains", "shop.example.com"),
        ("issuers", "Reference Authority X3, Reference Root X1"),
    ] {
        assert_eq!(answer[field], value, "{field}");
    }
    let pem = api.only_stored().pem;
    let stored = Stored::read(&pem);
    let root = CertificateDer::from_pem_slice(api.server.acme_root().as_bytes()).expect("a root");
    let (_, root) = X509Certificate::from_der(&root).expect("X.509");
    let [leaf, intermediate] = &stored.parsed()[..] else { panic!("two certificates") };
    leaf.verify_signature(Some(intermediate.public_key())).expect("the intermediate has signed the leaf");
    intermediate.verify_signature(Some(root.public_key())).expect("the root has signed the intermediate");
    root.verify_signature(None).expect("the root has signed itself");
    assert!(!leaf.is_ca() && intermediate.is_ca() && root.is_ca());
    assert_eq!(days_between(leaf), 90);
    stored.assert_key_matches();
    if openssl::is_installed() {
        let verify =
            ["verify", "-CAfile", "root", "-untrusted", "chain", "-verify_hostname", "shop.example.com", "chain"];
        let verdict = openssl::run_on_files(&verify, &[("root", &api.server.acme_root()), ("chain", &pem)]);
        assert!(verdict.trim_end().ends_with(": OK"), "{verdict}");
    }
}

/// What the server makes, it would itself accept as an upload.
#[tokio::test]
async fn generated_bundles_can_be_uploaded() {
    for body in [
        json!({"name": "a", "cert_type": "self_signed"}),
        json!({"name": "a", "cert_type": "let_encrypt", "cn_name": "a.example", "let_encrypt_email": "a@a.example"}),
    ] {
        let (api, made) = created(body).await;
        let reply = api.upload(&api.only_stored().pem).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        for field in ["common_name", "subject", "domains", "issuers", "not_before", "not_after", "serial", "size"] {
            assert_eq!(reply.body[field], made[field], "{field}");
        }
    }
}

#[tokio::test]
async fn no_two_certificates_are_the_same() {
    let api = Api::start().await;
    let mut serials = std::collections::HashSet::new();
    for name in ["a", "b", "c", "d"] {
        let reply = api.create(&json!({"name": name, "cert_type": "self_signed", "cn_name": "a.example"})).await;
        assert!(serials.insert(reply.body["serial"].to_string()));
    }
    assert_eq!(serials.len(), 4);
}
