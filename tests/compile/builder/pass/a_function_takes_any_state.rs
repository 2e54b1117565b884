// A function can take a builder in any state of the other fields.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::types::create_certificate_request_builders::SelfSignedBuilder;
use openscaler_api::{certificate_name, domain_name};

fn with_domain<Name>(builder: SelfSignedBuilder<Name>) -> SelfSignedBuilder<Name> {
    builder.cn_name(domain_name!("www.example.com"))
}

fn main() {
    with_domain(CreateCertificateRequest::self_signed()).name(certificate_name!("my-cert")).build();
    with_domain(CreateCertificateRequest::self_signed().name(certificate_name!("my-cert"))).build();
}
