// A single comma separates two fields.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({ "name": "my-cert",, "cert_type": "self_signed" });
}
