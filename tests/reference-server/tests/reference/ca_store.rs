//! Real certificates: everything in the system's CA store, described as `openssl x509` describes it.

use openscaler_reference_server::Description;
use openscaler_tests::openssl;
use openscaler_tests::skip::skip;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

const STORE: &str = "/etc/ssl/certs/ca-certificates.crt";

/// At least so many have to agree, so that an empty store does not pass for a good one.
const ENOUGH: usize = 20;

#[test]
fn every_certificate_of_the_ca_store_is_described_as_openssl_does() {
    let Ok(store) = std::fs::read_to_string(STORE) else {
        return skip(&format!("`{STORE}`"));
    };
    let blocks: Vec<_> = store.split_inclusive("-----END CERTIFICATE-----\n").collect();
    let descriptions: Vec<_> = blocks.iter().map(|block| describe(block)).collect();
    assert!(descriptions.len() >= ENOUGH, "{} certificates", descriptions.len());
    if !openssl::is_installed() {
        return;
    }
    for (block, ours) in blocks.iter().zip(descriptions) {
        assert_eq!(ours, describe_by_openssl(block));
    }
}

fn describe(block: &str) -> Description {
    let certificate = CertificateDer::from_pem_slice(block.as_bytes()).expect("a certificate");
    Description::of_chain(&[certificate]).expect("X.509")
}

fn describe_by_openssl(block: &str) -> Description {
    let what = ["-subject", "-issuer", "-serial", "-dates", "-ext", "subjectAltName"];
    let form = ["-nameopt", "RFC2253,-esc_msb", "-dateopt", "iso_8601"];
    let printed = openssl::run(&[&["x509", "-noout"], &what[..], &form].concat(), block);
    let line = |start: &str| {
        let value = printed.lines().find_map(|line| line.strip_prefix(start));
        value.unwrap_or_else(|| panic!("no `{start}` in {printed}")).to_owned()
    };
    let (subject, issuer) = (line("subject="), line("issuer="));
    Description {
        common_name: common_name(&subject),
        domains: match alternative_names(&printed) {
            Some(names) => names,
            None => common_name(&subject).filter(|name| looks_like_domain(name)),
        },
        subject,
        issuers: common_name(&issuer).unwrap_or(issuer),
        not_before: line("notBefore=").replace(' ', "T"),
        not_after: line("notAfter=").replace(' ', "T"),
        serial: colons(&line("serial=")),
    }
}

/// The common name in a printed name. The most specific part comes first.
fn common_name(name: &str) -> Option<String> {
    // What is escaped is set aside while the name is split.
    let aside = name.replace("\\,", "\0").replace("\\+", "\u{1}");
    let part = aside.split([',', '+']).find_map(|part| part.strip_prefix("CN="))?;
    Some(part.replace('\0', ",").replace('\u{1}', "+").replace('\\', ""))
}

/// Nothing without the extension, an inner nothing when it holds no DNS name (one authority has its e-mail there).
fn alternative_names(printed: &str) -> Option<Option<String>> {
    let mut lines = printed.lines().skip_while(|line| !line.starts_with("X509v3 Subject Alternative Name"));
    let names = lines.nth(1)?;
    let domains: Vec<_> = names.trim().split(", ").filter_map(|name| name.strip_prefix("DNS:")).collect();
    Some((!domains.is_empty()).then(|| domains.join(", ")))
}

/// Authorities are named like companies; the few names without a space and the like pass for a host's.
fn looks_like_domain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
}

fn colons(hexadecimal: &str) -> String {
    let bytes: Vec<_> = hexadecimal.as_bytes().chunks(2).map(String::from_utf8_lossy).collect();
    bytes.join(":")
}
