// `self_signed` requires `name`.
use openscaler_api::domain_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::self_signed().cn_name(domain_name!("www.example.com")).build();
}
