// The type of a builder says which fields are still missing.
use openscaler_api::builder::Set;
use openscaler_api::certificate_name;
use openscaler_api::types::create_certificate_request_builders::SelfSignedBuilder;
use openscaler_api::types::CreateCertificateRequest;

fn named(builder: SelfSignedBuilder) -> SelfSignedBuilder<Set> {
    builder.name(certificate_name!("my-cert"))
}

fn main() {
    named(CreateCertificateRequest::self_signed()).build();
}
