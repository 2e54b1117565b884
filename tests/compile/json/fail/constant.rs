// A request of literals can be a constant or a static.
use openscaler_api::create_certificate_request;
use openscaler_api::types::CreateCertificateRequest;

const REQUEST: CreateCertificateRequest = create_certificate_request!({ "name": "", "cert_type": "self_signed" });
static OTHER: CreateCertificateRequest =
    create_certificate_request!({ "name": "b", "cert_type": "self_signed", "cn_name": "a b", "email": "c" });

fn main() {
    assert_ne!(format!("{REQUEST:?}"), format!("{OTHER:?}"));
}
