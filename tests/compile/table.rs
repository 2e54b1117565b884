//! The invalid requests that gave rise to this project, and the cases that refuse them in each form.

use std::path::Path;

/// Number, what is wrong, and the cases: the builder's or the client's, then that of the JSON form.
const TABLE: [(usize, &str, &[&str]); 29] = [
    (1, "self_signed without name", &["builder/self_signed_requires_name", "json/self_signed_requires_name"]),
    (2, "let_encrypt without cn_name", &["builder/let_encrypt_requires_cn_name", "json/let_encrypt_requires_cn_name"]),
    (
        3,
        "let_encrypt without let_encrypt_email",
        &["builder/let_encrypt_requires_let_encrypt_email", "json/let_encrypt_requires_let_encrypt_email"],
    ),
    (4, "let_encrypt without either", &["builder/every_missing_field_is_named", "json/every_missing_field_is_named"]),
    (5, "upload without cert_content", &["builder/upload_requires_cert_content", "json/upload_requires_cert_content"]),
    (6, "no variant or cert_type", &["builder/a_request_has_a_variant", "json/a_request_has_a_variant"]),
    (7, "variant letsencrypt", &["builder/misspelled_variant", "json/misspelled_variant"]),
    (8, "variant uploaded", &["builder/unknown_variant", "json/unknown_variant"]),
    (
        9,
        "cert_content on self_signed",
        &["builder/self_signed_takes_no_cert_content", "json/self_signed_takes_no_cert_content"],
    ),
    (
        10,
        "let_encrypt_email on self_signed",
        &["builder/self_signed_takes_no_let_encrypt_email", "json/self_signed_takes_no_let_encrypt_email"],
    ),
    (
        11,
        "cert_content on let_encrypt",
        &["builder/let_encrypt_takes_no_cert_content", "json/let_encrypt_takes_no_cert_content"],
    ),
    (12, "unknown field common_name", &["builder/unknown_field", "json/unknown_field"]),
    (13, "name 42", &["builder/name_is_no_number", "json/name_is_no_number"]),
    (14, "cn_name a list", &["builder/cn_name_is_no_list", "json/cn_name_is_no_list"]),
    (15, "name \"\"", &["builder/name_is_not_empty", "json/name_is_not_empty"]),
    (16, "cn_name \"exa mple.com\"", &["builder/cn_name_has_no_space", "json/cn_name_has_no_space"]),
    (17, "cn_name \"https://example.com\"", &["builder/cn_name_is_no_url", "json/cn_name_is_no_url"]),
    (18, "email \"admin\"", &["builder/let_encrypt_email_has_an_at", "json/let_encrypt_email_has_an_at"]),
    (19, "email \"admin@\"", &["builder/let_encrypt_email_has_a_domain", "json/let_encrypt_email_has_a_domain"]),
    (20, "cert_content \"hello\"", &["builder/cert_content_is_pem", "json/cert_content_is_pem"]),
    (21, "BEGIN without END", &["builder/cert_content_has_an_end", "json/cert_content_has_an_end"]),
    (22, "domain and email swapped", &["builder/domain_and_email_swapped", "json/domain_and_email_swapped"]),
    (23, "lb_id missing", &["client/lb_id_is_required"]),
    (24, "request missing", &["client/request_is_required"]),
    (25, "the two swapped", &["client/arguments_swapped"]),
    (26, "lb_id \"\"", &["client/lb_id_is_not_empty"]),
    (27, "a field twice", &["builder/required_field_twice", "json/field_twice"]),
    (28, "null for a required field", &["builder/null_for_a_required_field", "json/null_for_a_required_field"]),
    (29, "a client without a token", &["client/token_is_required"]),
];

#[test]
fn every_row_of_the_table_has_its_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("compile");
    for (at, (number, wrong, cases)) in TABLE.into_iter().enumerate() {
        assert_eq!(number, at + 1);
        for case in cases {
            let (subject, rule) = case.split_once('/').expect("subject and rule");
            let file = folder.join(subject).join("fail").join(format!("{rule}.stderr"));
            assert!(file.exists(), "{number}, {wrong}: {} is missing", file.display());
        }
    }
}
