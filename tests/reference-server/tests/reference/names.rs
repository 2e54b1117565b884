//! Names, serial numbers and alternative names that are out of the ordinary, with OpenSSL as the judge.

use openscaler_reference_server::Description;
use openscaler_tests::openssl;
use rcgen::string::UniversalString;
use rcgen::{CertificateParams, DistinguishedName, DnType, DnValue, KeyPair};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

fn describe(pem: &str) -> Description {
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
    Description::of_chain(&[certificate]).expect("X.509")
}

/// A self-signed certificate made by `openssl req` with further options.
fn certificate(options: &[&str]) -> String {
    let fixed =
        ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-utf8"];
    // The key is written into a directory that is removed with it.
    openssl::run_on_files(&[&fixed, options].concat(), &[("key", "")])
}

#[test]
fn subjects_are_written_as_openssl_writes_them() {
    if !openssl::is_installed() {
        return;
    }
    for subject in [
        "/CN=example.com",
        "/C=XX/ST=State/L=City/O=Example, Inc./OU=One+OU=Two/CN=example.com",
        "/CN=a+O=b/C=XX",
        "/O= space/CN=#hash",
        "/O=\\\"quoted\\\"/CN=a\\\\b<c>;d",
        "/O=trailing /CN= ",
        "/CN=bücher.例",
        "/DC=com/DC=example/UID=me/emailAddress=me@example.com/serialNumber=1/title=Dr",
        "/GN=Ada/SN=L/street=1 Way/postalCode=1/businessCategory=x/organizationIdentifier=y/jurisdictionC=XX",
        "/1.2.3.4.5=unknown/CN=x",
        "/CN=one/CN=two",
    ] {
        let pem = certificate(&["-days", "2", "-multivalue-rdn", "-subj", subject]);
        let printed = openssl::run(&["x509", "-noout", "-subject", "-nameopt", "RFC2253,-esc_msb"], &pem);
        assert_eq!(format!("subject={}\n", describe(&pem).subject), printed);
    }
}

/// A self-signed certificate made by rcgen, which writes what `openssl req` refuses to.
fn certificate_named(attributes: impl IntoIterator<Item = (DnType, DnValue)>) -> String {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    for (kind, value) in attributes {
        params.distinguished_name.push(kind, value);
    }
    params.self_signed(&KeyPair::generate().expect("a key")).expect("a certificate").pem()
}

/// Certificates of the nineties have T.61, BMP and universal strings; hostile ones have control characters.
#[test]
fn strings_of_every_kind() {
    if !openssl::is_installed() {
        return;
    }
    let text = "Plain, text";
    let utf_32: Vec<u8> = text.chars().flat_map(|character| u32::from(character).to_be_bytes()).collect();
    for (value, text) in [
        (DnValue::TeletexString(text.try_into().expect("Latin")), text),
        (DnValue::BmpString(text.try_into().expect("UCS-2")), text),
        (DnValue::UniversalString(UniversalString::from_utf32be(utf_32).expect("UCS-4")), text),
        (DnValue::Ia5String(text.try_into().expect("ASCII")), text),
        (DnValue::PrintableString(text.try_into().expect("ASCII")), text),
        (DnValue::Utf8String("a\n\u{7f}é\0b".into()), "a\n\u{7f}é\0b"),
    ] {
        let pem = certificate_named([(DnType::CommonName, value.clone())]);
        let ours = describe(&pem);
        assert_eq!(ours.common_name.as_deref(), Some(text), "{value:?}");
        let printed = openssl::run(&["x509", "-noout", "-subject", "-nameopt", "RFC2253,-esc_msb"], &pem);
        assert_eq!(format!("subject={}\n", ours.subject), printed, "{value:?}");
    }
}

/// The most specific one, which a name has last and RFC 4514 writes first.
#[test]
fn of_two_common_names_the_last_counts() {
    let value = |text: &str| DnValue::Utf8String(text.into());
    let ours = describe(&certificate_named([
        (DnType::CommonName, value("one")),
        (DnType::OrganizationName, value("between")),
        // rcgen keeps one value for each type; this is another way to write the first.
        (DnType::CustomDnType(vec![2, 5, 4, 3]), value("two")),
    ]));
    assert_eq!(ours.subject, "CN=two,O=between,CN=one");
    assert_eq!(ours.common_name.as_deref(), Some("two"));
}

#[test]
fn serial_numbers() {
    if !openssl::is_installed() {
        return;
    }
    for serial in ["0x03ABCDEF", "0", "1", "0x80", "0xFF00", "0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "-1", "-256"]
    {
        let pem = certificate(&["-days", "2", "-subj", "/CN=x", "-set_serial", serial]);
        let printed = openssl::run(&["x509", "-noout", "-serial"], &pem);
        assert_eq!(format!("serial={}\n", describe(&pem).serial.replace(':', "")), printed);
    }
}

#[test]
fn alternative_names_are_the_domains() {
    if !openssl::is_installed() {
        return;
    }
    for (names, domains) in [
        ("DNS:example.com,DNS:www.example.com", Some("example.com, www.example.com")),
        ("IP:192.0.2.1,DNS:*.example.com,email:a@b.example", Some("*.example.com")),
        ("IP:192.0.2.1", None),
    ] {
        let extension = format!("subjectAltName={names}");
        let pem = certificate(&["-days", "2", "-subj", "/CN=cn.example", "-addext", &extension]);
        assert_eq!(describe(&pem).domains.as_deref(), domains, "{names}");
    }
    let only_common_name = certificate(&["-days", "2", "-subj", "/CN=cn.example"]);
    assert_eq!(describe(&only_common_name).domains.as_deref(), Some("cn.example"));
    let no_domain = certificate(&["-days", "2", "-subj", "/CN=My Company"]);
    assert_eq!(describe(&no_domain).domains, None);
}

#[test]
fn nothing_is_described_as_nothing() {
    assert_eq!(Description::of_chain(&[]), None);
    assert_eq!(Description::of_chain(&[CertificateDer::from(vec![0x30, 0x00])]), None);
}
