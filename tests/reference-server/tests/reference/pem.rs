//! One test for each way in which a PEM text goes wrong: the rule, and what the message tells the person.

use openscaler_reference_server::certificates::{Bundle, Recipe};

use crate::support::Api;

fn good() -> Bundle {
    Recipe::new(["example.com"]).make().expect("a bundle")
}

/// The text is refused for just this reason, in words that contain `hint`.
async fn assert_refused(pem: &str, rule: &str, hint: &str) {
    let api = Api::start().await;
    let reply = api.upload(pem).await;
    assert_eq!(reply.status, 422, "{}", reply.text);
    assert_eq!(reply.violations(), [("/cert_content", rule)], "{}", reply.text);
    let message = reply.body["error"]["violations"][0]["message"].as_str().expect("a message");
    assert!(message.contains(hint), "{message}");
    assert!(api.server.stored_certificates("42").is_empty());
}

async fn assert_accepted(pem: &str) {
    let api = Api::start().await;
    let reply = api.upload(pem).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert_eq!(reply.body["size"], pem.len());
    assert_eq!(*api.only_stored().pem, pem, "it is kept as it was sent");
}

#[tokio::test]
async fn no_certificate() {
    assert_refused("", "pem_no_certificate", "missing `CERTIFICATE` block").await;
    assert_refused("hello", "pem_no_certificate", "missing `CERTIFICATE` block").await;
    assert_refused(&good().key.pkcs8(), "pem_no_certificate", "missing `CERTIFICATE` block").await;
}

#[tokio::test]
async fn byte_order_mark() {
    let pem = format!("\u{feff}{}", good().to_pem());
    assert_refused(&pem, "pem_byte_order_mark", "line 1 starts with a UTF-8 byte order mark").await;
}

/// It hides nothing there.
#[tokio::test]
async fn byte_order_mark_before_other_text() {
    assert_accepted(&format!("\u{feff}Bag Attributes\n{}", good().to_pem())).await;
}

/// What `cat` makes of two files saved by an editor that writes one.
#[tokio::test]
async fn byte_order_mark_in_the_middle() {
    let bundle = good();
    let pem = format!("{}\u{feff}{}", bundle.certificates(), bundle.key.pkcs8());
    let line = bundle.certificates().lines().count() + 1;
    assert_refused(&pem, "pem_byte_order_mark", &format!("line {line} starts with")).await;
}

#[tokio::test]
async fn indented() {
    let pem = good().certificates().lines().map(|line| format!("    {line}\n")).collect::<String>();
    let api = Api::start().await;
    let reply = api.upload(&pem).await;
    let last = pem.lines().count();
    assert_eq!(reply.violations(), [("/cert_content", "pem_indented"); 2], "{}", reply.text);
    assert!(reply.text.contains("line 1 is indented") && reply.text.contains(&format!("line {last} is indented")));
}

#[tokio::test]
async fn trusted_certificate() {
    let pem = good().certificates().replace(" CERTIFICATE", " TRUSTED CERTIFICATE");
    assert_refused(&pem, "pem_trusted_certificate", "`openssl x509 -in FILE`").await;
}

#[tokio::test]
async fn encrypted_key() {
    let key = good().key.pkcs8().replace(" PRIVATE", " ENCRYPTED PRIVATE");
    assert_refused(&(good().certificates() + &key), "pem_encrypted_key", "`openssl pkey -in FILE`").await;
}

#[tokio::test]
async fn encrypted_key_of_the_old_kind() {
    let headers = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233\n";
    let bundle = good();
    let key = bundle.key.sec1().replacen("-----BEGIN EC PRIVATE KEY-----", headers, 1);
    assert_refused(&(bundle.certificates() + &key), "pem_encrypted_key", "is encrypted").await;
}

#[tokio::test]
async fn other_headers() {
    let pem = good().certificates().replacen("CERTIFICATE-----\n", "CERTIFICATE-----\nComment: mine\n", 1);
    assert_refused(&pem, "pem_headers", "has headers").await;
}

#[tokio::test]
async fn missing_end() {
    let bundle = good();
    let (cut, _) =
        bundle.certificates().split_once("-----END").map(|(a, b)| (a.to_owned(), b.to_owned())).expect("an end");
    assert_refused(&cut, "pem_missing_end", "the `CERTIFICATE` block that begins on line 1 has no END line").await;
    assert_refused(&(cut + &bundle.key.pkcs8()), "pem_missing_end", "begins on line 1").await;
    let key = bundle.key.pkcs8().replace("-----END PRIVATE KEY-----\n", "");
    assert_refused(&(bundle.certificates() + &key), "pem_missing_end", "the private key block").await;
}

#[tokio::test]
async fn missing_begin() {
    let pem = good().certificates();
    let (_, rest) = pem.split_once('\n').expect("lines");
    assert_refused(rest, "pem_missing_begin", "has no BEGIN line").await;
}

#[tokio::test]
async fn labels_that_differ() {
    let pem = good().certificates().replace("END CERTIFICATE", "END PRIVATE KEY");
    assert_refused(&pem, "pem_label_mismatch", "begins on line 1").await;
    let pem = good().certificates().replace("END CERTIFICATE", "END SOMETHING");
    assert_refused(&pem, "pem_label_mismatch", "both must be the same").await;
}

#[tokio::test]
async fn markers_that_are_not_alone_in_their_line() {
    let api = Api::start().await;
    for pem in [
        good().certificates().replace('\n', " "),
        good().certificates().replace('\n', "\\n"),
        good().certificates().replace("CERTIFICATE-----", "CERTIFICATE----"),
    ] {
        let reply = api.upload(&pem).await;
        assert_eq!(reply.violations()[0], ("/cert_content", "pem_marker"), "{}", reply.text);
        assert!(reply.text.contains("line 1 is not exactly a PEM marker"));
    }
}

/// OpenSSL skips such a block; a text that merely contains hyphens is not a marker.
#[tokio::test]
async fn markers_in_the_middle_of_a_line() {
    let bundle = good();
    let pem = bundle.certificates() + "key: " + &bundle.key.pkcs8();
    let api = Api::start().await;
    let reply = api.upload(&pem).await;
    assert_eq!(reply.violations()[0], ("/cert_content", "pem_marker"), "{}", reply.text);
    assert_accepted(&("-----BEGINNING-----\n".to_owned() + &bundle.to_pem())).await;
}

/// RFC 7468 knows such line breaks; OpenSSL does not, and takes the whole file for one line.
#[tokio::test]
async fn lines_that_end_in_a_carriage_return_alone() {
    let pem = good().certificates().replace('\n', "\r");
    assert_refused(&pem, "pem_line_break", "line 1 contains a carriage return").await;
    assert_accepted(&("some\rtext\n".to_owned() + &good().certificates())).await;
}

/// OpenSSL takes the lines before one for headers.
#[tokio::test]
async fn blank_lines_in_a_block() {
    let pem = good().certificates();
    let (begin, body) = pem.split_once('\n').expect("lines");
    for (blank, line) in [("\n\n", 3), (" \r\n\t\n", 3)] {
        let pem = format!("{begin}\n{blank}{body}");
        assert_refused(&pem, "pem_blank_line", &format!("line {line} is blank inside a block")).await;
    }
    let (first, rest) = body.split_once('\n').expect("lines");
    assert_refused(&format!("{begin}\n{first}\n\n{rest}"), "pem_blank_line", "line 3 is blank").await;
    let end = pem.lines().position(|line| line.starts_with("-----END")).expect("an END line") + 1;
    let pem = pem.replacen("\n-----END", "\n\n-----END", 1);
    assert_refused(&pem, "pem_blank_line", &format!("line {end} is blank")).await;
    assert_accepted(&format!("\n\n{begin}\n\n{body}\n\n")).await;
}

/// Readers skip such lines, and the block with them.
#[tokio::test]
async fn lines_that_are_nearly_markers() {
    let pem = good().certificates();
    for broken in [pem.replace("-----", "----"), pem.replace("-----", "—–"), pem.to_lowercase()] {
        let reply = Api::start().await.upload(&(pem.clone() + &broken)).await;
        assert_eq!(reply.violations()[0], ("/cert_content", "pem_marker"), "{}", reply.text);
    }
    let tabs = pem.replace("-----\n", "-----\t\n");
    assert_accepted(&tabs).await;
    assert_accepted(&("- begin here\n—\nend certificate: below\n".to_owned() + &pem)).await;
}

#[tokio::test]
async fn base64_that_is_none() {
    let pem = good().certificates();
    for pem in [pem.replacen("MII", "M!I", 1), pem.replacen("MII", "MI", 1)] {
        assert_refused(&pem, "pem_base64", "the `CERTIFICATE` block on line 1 is not base64").await;
    }
    // Some decoders take this for two bytes whose padding is missing.
    let cut = "-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n";
    assert_refused(cut, "pem_base64", "is not base64").await;
    let key = good().key.pkcs8().replacen("MI", "M*", 1);
    assert_refused(&(good().certificates() + &key), "pem_base64", "the private key block").await;
}

#[tokio::test]
async fn der_that_is_no_certificate() {
    for content in ["", "AAAA\n", "MAA=\n"] {
        let pem = format!("-----BEGIN CERTIFICATE-----\n{content}-----END CERTIFICATE-----\n");
        assert_refused(&pem, "certificate_unreadable", "certificate 1 of the bundle is not X.509").await;
    }
}

#[tokio::test]
async fn misplaced_blocks() {
    let bundle = good();
    for (label, hint) in [
        ("CERTIFICATE REQUEST", "a certificate signing request"),
        ("NEW CERTIFICATE REQUEST", "a certificate signing request"),
        ("X509 CERTIFICATE", "obsolete"),
        ("PKCS7", "-print_certs"),
        ("PUBLIC KEY", "remove it"),
        ("X509 CRL", "remove it"),
        ("OPENSSH PRIVATE KEY", "an SSH key"),
        ("DSA PRIVATE KEY", "TLS does not support DSA"),
        ("SOMETHING SECRET", "unknown label"),
    ] {
        let block = bundle.key.pkcs8().replace("PRIVATE KEY", label);
        assert_refused(&(bundle.certificates() + &block), "pem_label", hint).await;
        let known = if label == "SOMETHING SECRET" { "unknown" } else { label };
        assert_refused(&(bundle.certificates() + &block), "pem_label", known).await;
    }
}

/// A label is text from the caller, and may be a key by accident.
#[tokio::test]
async fn unknown_labels_are_not_repeated() {
    let api = Api::start().await;
    let reply = api.upload("-----BEGIN SECRET LABEL-----\n-----END SECRET LABEL-----\n").await;
    assert_eq!(reply.violations(), [("/cert_content", "pem_label")]);
    assert!(!reply.text.contains("SECRET"));
}

#[tokio::test]
async fn too_many_blocks() {
    let certificate = good().certificates();
    for count in [101, 1_000] {
        assert_refused(&certificate.repeat(count), "pem_too_many_blocks", "more than 100 blocks").await;
    }
}

#[tokio::test]
async fn faults_come_together_but_not_without_end() {
    let api = Api::start().await;
    let several = format!(
        "\u{feff}{}{}",
        good().certificates().replace(" CERTIFICATE", " TRUSTED CERTIFICATE"),
        good().key.pkcs8().replace("-----END PRIVATE KEY-----\n", "")
    );
    let expected = ["pem_byte_order_mark", "pem_trusted_certificate", "pem_missing_end"];
    assert_eq!(api.upload(&several).await.violations(), expected.map(|rule| ("/cert_content", rule)));
    let endless = "-----END CERTIFICATE-----\n".repeat(10_000);
    assert_eq!(api.upload(&endless).await.violations().len(), 20);
}

#[tokio::test]
async fn line_ends_and_trailing_space() {
    let pem = good().to_pem();
    assert_accepted(&pem.replace('\n', "\r\n")).await;
    assert_accepted(&pem.replace('\n', " \t\n")).await;
    assert_accepted(pem.trim_end()).await;
}

#[tokio::test]
async fn text_around_the_blocks() {
    let bundle = good();
    let pem =
        format!("subject=CN = example.com\n\n{}\nBag Attributes\n{}# end", bundle.certificates(), bundle.key.pkcs8());
    assert_accepted(&pem).await;
}

/// `openssl ecparam -genkey` writes the curve before the key, and HAProxy reads DH parameters from a bundle.
#[tokio::test]
async fn parameters() {
    let bundle = good();
    let curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    assert_accepted(&(bundle.certificates() + curve + &bundle.key.sec1())).await;
    let dh = curve.replace("EC PARAMETERS", "DH PARAMETERS");
    assert_accepted(&(bundle.to_pem() + &dh)).await;
}
