// An optional field can be given on a condition: the type stays.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{certificate_name, domain_name};

fn main() {
    let mut request = CreateCertificateRequest::self_signed().name(certificate_name!("my-cert"));
    if std::env::args().count() > 1 {
        request = request.cn_name(domain_name!("www.example.com"));
    }
    let _ = request.build();
}
