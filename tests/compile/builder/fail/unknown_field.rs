// A field exists in the API: `cn_name`, not `common_name`.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let _ = CreateCertificateRequest::self_signed()
        .name(certificate_name!("my-cert"))
        .common_name(domain_name!("www.example.com"))
        .build();
}
