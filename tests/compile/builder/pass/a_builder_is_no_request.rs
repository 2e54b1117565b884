// `.build()` creates the request.
use openscaler_api::certificate_name;
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let builder = CreateCertificateRequest::self_signed().name(certificate_name!("my-cert"));
    let _: CreateCertificateRequest = builder.build();
}
