//! Variants and fields whose names are Rust's, or the bindings' own.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, create_certificate_request};

fn same(one: &CreateCertificateRequest, other: &CreateCertificateRequest) {
    let json = serde_json::to_string(one).expect("JSON");
    assert_eq!(serde_json::to_string(other).expect("JSON"), json);
    let read: CreateCertificateRequest = serde_json::from_str(&json).expect("a request");
    assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
}

fn main() {
    let name = || certificate_name!("n");
    same(
        &CreateCertificateRequest::type_()
            .build_(name())
            .new(name())
            .state(name())
            .type_(name())
            .self_(name())
            .value(name())
            .fields(name())
            .draft(name())
            .build(),
        &create_certificate_request!({
            "cert_type": "type", "build": "n", "new": "n", "state": "n", "type": "n", "self": "n", "value": "n",
            "fields": "n", "draft": "n",
        }),
    );
    same(
        &CreateCertificateRequest::build()
            .request(name())
            .once(name())
            .given(name())
            .missing(name())
            .clone(name())
            .x1(name())
            .x_1(name())
            .formatter(name())
            .build(),
        &create_certificate_request!({
            "cert_type": "build", "request": "n", "once": "n", "given": "n", "missing": "n", "clone": "n", "x1": "n",
            "x_1": "n", "formatter": "n",
        }),
    );
    same(
        &CreateCertificateRequest::upload_cert().content(name()).build(),
        &create_certificate_request!({ "cert_type": "upload_cert", "content": "n" }),
    );
    same(
        &CreateCertificateRequest::try_from_2().build(),
        &create_certificate_request!({ "cert_type": "try_from" }),
    );
}
