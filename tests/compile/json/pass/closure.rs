// A value may be a closure's, and the request may stand in one.
use openscaler_api::types::CertificateName;
use openscaler_api::{certificate_name, create_certificate_request, domain_name};

fn main() {
    let domain = || domain_name!("www.example.com");
    let request = |name: CertificateName| create_certificate_request!({ "name": name, "cert_type": "self_signed", "cn_name": domain() });
    let _ = request(certificate_name!("my-cert"));
}
