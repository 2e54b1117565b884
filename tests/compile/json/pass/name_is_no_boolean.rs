// `name` is a string, not a boolean.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({ "name": "true", "cert_type": "self_signed" });
}
