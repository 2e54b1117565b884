// The type of a builder says which fields are still missing.
use openscaler_api::builder::Set;
use openscaler_api::certificate_name;
use openscaler_api::types::create_certificate_request_builders::SelfSignedBuilder;
use openscaler_api::types::CreateCertificateRequest;

fn finished(builder: SelfSignedBuilder<Set>) -> CreateCertificateRequest {
    builder.build()
}

fn main() {
    finished(CreateCertificateRequest::self_signed());
    finished(CreateCertificateRequest::self_signed().name(certificate_name!("my-cert")));
}
