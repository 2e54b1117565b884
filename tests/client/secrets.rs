//! Neither the token nor a private key is in anything that a program prints.

use openscaler_api::types::{CertificateName, CertificatePem, CreateCertificateRequest};
use openscaler_api::{BearerToken, Client};

use super::{TOKEN, bundle, client};

/// The lines of a bundle's private key, without those that say what it is.
fn key_lines(bundle: &str) -> Vec<&str> {
    let key = bundle.split("-----BEGIN PRIVATE KEY-----").nth(1).expect("a key");
    key.lines().filter(|line| !line.is_empty() && !line.starts_with('-')).collect()
}

fn assert_hidden(shown: &str, bundle: &str) {
    assert!(!shown.contains(TOKEN), "{shown}");
    for line in key_lines(bundle) {
        assert!(!shown.contains(line), "{shown}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let bundle = bundle();
    assert!(!key_lines(&bundle).is_empty());
    let pem = CertificatePem::try_from(bundle.as_str()).expect("a bundle");
    let builder = CreateCertificateRequest::upload().cert_content(pem.clone());
    let request = builder.clone().name(CertificateName::from_static("my-cert")).build();
    let token = BearerToken::new(TOKEN);
    let client_builder = Client::builder().token(token.clone());
    let shown = format!(
        "{pem:?} {pem:#?} {builder:?} {request:?} {request:#?} {token:?} {token:#?} {client_builder:?} {:?}",
        client("http://127.0.0.1:1")
    );
    assert_hidden(&shown, &bundle);
    assert!(shown.contains("CertificatePem(REDACTED)") && shown.contains("BearerToken(REDACTED)"), "{shown}");
}

/// A comparison looks at all of a secret, wherever the difference is.
#[test]
fn secrets_are_compared() {
    let request = |pem: &str| {
        let name = CertificateName::from_static("my-cert");
        let pem = CertificatePem::try_from(pem).expect("a bundle");
        CreateCertificateRequest::upload().name(name).cert_content(pem).build()
    };
    let bundle = bundle();
    assert_eq!(request(&bundle), request(&bundle));
    for other in [format!("{bundle}\n"), format!("another line\n{bundle}"), bundle.replace('\n', "\r\n")] {
        assert_ne!(request(&bundle), request(&other));
    }
}

#[test]
fn a_refused_secret_is_not_quoted() {
    let bundle = bundle().replace("-----END PRIVATE KEY-----", "-----END NOTHING-----");
    let invalid = CertificatePem::try_from(bundle.as_str()).expect_err("no bundle");
    assert_hidden(&format!("{invalid} {invalid:?}"), &bundle);
    let error = Client::builder().token(BearerToken::new(format!("{TOKEN}\r\n"))).build().expect_err("no token");
    assert_hidden(&format!("{error} {error:?}"), &bundle);
}

#[test]
fn what_is_sent_is_the_secret_itself() {
    let bundle = bundle();
    let pem = CertificatePem::try_from(bundle.as_str()).expect("a bundle");
    assert_eq!(pem.expose_secret(), bundle);
    assert_eq!(serde_json::to_value(&pem).expect("JSON"), serde_json::Value::String(bundle));
}

#[test]
fn a_bundle_is_made_of_its_two_files() {
    let bundle = bundle();
    let (certificates, key) = bundle.split_at(bundle.find("-----BEGIN PRIVATE KEY-----").expect("a key"));
    let joined = |certificates: &str, key: &str| {
        CertificatePem::from_parts(certificates, key).map(|pem| pem.expose_secret().to_owned()).map_err(|error| {
            assert_hidden(&format!("{error} {error:?}"), &bundle);
            error.to_string()
        })
    };
    assert_eq!(joined(certificates, key), Ok(bundle.clone()));
    assert_eq!(joined(certificates.trim_end(), key), Ok(bundle.clone()));
    for (certificates, key, reason) in [
        (key, certificates, "found the private key: swap the two"),
        (certificates, certificates, "missing private key in `key`"),
        (bundle.as_str(), key, "unexpected private key in `certificates`"),
        (certificates, "", "missing private key in `key`"),
        (certificates, key.split("-----END").next().unwrap_or_default(), "BEGIN without END"),
    ] {
        let error = joined(certificates, key).expect_err("no bundle");
        assert!(error.contains(reason), "{error}");
    }
}
