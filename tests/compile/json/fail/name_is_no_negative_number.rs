// `name` is a string, not a number with a sign.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({ "name": -1.5, "cert_type": "self_signed" });
}
