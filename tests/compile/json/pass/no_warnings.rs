// What the macros expand to gives no warning, and holds nothing unsafe.
#![deny(warnings, clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, create_certificate_request};

pub static REQUEST: CreateCertificateRequest =
    create_certificate_request!({ "name": "my-cert", "cert_type": "self_signed", "cn_name": "www.example.com" });

fn main() {
    let name = certificate_name!("my-cert");
    drop(create_certificate_request!({ "name": name.clone(), "cert_type": "self_signed" }));
    drop(CreateCertificateRequest::self_signed().name(name).build());
}
