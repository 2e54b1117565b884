// The type of a builder says which fields are still missing.
use openscaler_api::certificate_name;
use openscaler_api::types::create_certificate_request_builders::SelfSignedBuilder;
use openscaler_api::types::{CertificateName, CreateCertificateRequest};

fn named(builder: SelfSignedBuilder) -> SelfSignedBuilder<CertificateName> {
    builder.name(certificate_name!("my-cert"))
}

fn main() {
    named(CreateCertificateRequest::self_signed()).build();
}
