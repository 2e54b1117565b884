// `.await` in a value waits in the function that the request is written in.
use openscaler_api::types::{CreateCertificateRequest, DomainName};
use openscaler_api::{create_certificate_request, domain_name};

async fn request(domain: impl Future<Output = DomainName>) -> CreateCertificateRequest {
    create_certificate_request!({ "name": "my-cert", "cert_type": "self_signed", "cn_name": domain.await })
}

fn main() {
    drop(request(async { domain_name!("www.example.com") }));
}
