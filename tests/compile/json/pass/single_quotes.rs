// A string is in double quotes.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({ "name": "x", "cert_type": "self_signed" });
}
