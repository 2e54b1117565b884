//! What checking a value, building a request and writing it cost.

use std::hint::black_box;
use std::time::{Duration, Instant};

use openscaler_api::types::{
    CertificateName, CertificatePem, CreateCertificateRequest, CreateCertificateRequestDraft, DomainName, EmailAddress,
    LoadBalancerId,
};
use openscaler_reference_server::certificates::Recipe;

pub(crate) fn report() {
    let pem = Recipe::new(["example.com"]).chain().make().expect("a bundle").to_pem();
    println!("\nwhat the parts take");
    time("LoadBalancerId", || LoadBalancerId::try_from(black_box("42")).is_ok());
    time("CertificateName", || CertificateName::try_from(black_box("my-cert")).is_ok());
    time("DomainName", || DomainName::try_from(black_box("www.shop.example.com")).is_ok());
    time("EmailAddress", || EmailAddress::try_from(black_box("admin@example.com")).is_ok());
    let copy = || CertificatePem::try_from(black_box(&pem).clone());
    time(&format!("CertificatePem of {} bytes", pem.len()), || copy().is_ok());

    let name = CertificateName::try_from("my-cert").expect("a name");
    let domain = DomainName::try_from("www.example.com").expect("a domain");
    let email = EmailAddress::try_from("admin@example.com").expect("an address");
    let build = || {
        let builder = CreateCertificateRequest::let_encrypt().name(name.clone()).cn_name(domain.clone());
        builder.let_encrypt_email(email.clone()).build()
    };
    time("building a `let_encrypt` request", || matches!(build(), CreateCertificateRequest::LetEncrypt { .. }));
    let draft = r#"{"name": "my-cert", "cert_type": "self_signed", "cn_name": "www.example.com"}"#;
    time("judging a draft", || {
        let draft: CreateCertificateRequestDraft = serde_json::from_str(black_box(draft)).expect("a draft");
        CreateCertificateRequest::try_from(draft).is_ok()
    });
    let (small, large) =
        (build(), CreateCertificateRequest::upload().name(name).cert_content(copy().expect("a bundle")).build());
    time("writing a `let_encrypt` request", || !serde_json::to_vec(black_box(&small)).expect("JSON").is_empty());
    time("writing an `upload` request", || !serde_json::to_vec(black_box(&large)).expect("JSON").is_empty());
}

/// The shortest of several rounds: nothing makes code faster than it is.
fn time(name: &str, run: impl Fn() -> bool) {
    let rounds = (0..20).map(|_| {
        let start = Instant::now();
        let mut count = 0_u32;
        while start.elapsed() < Duration::from_millis(5) {
            for _ in 0..100 {
                assert!(run(), "{name}");
            }
            count += 100;
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(count)
    });
    println!("    {name}: {:.0} ns", rounds.fold(f64::INFINITY, f64::min));
}
