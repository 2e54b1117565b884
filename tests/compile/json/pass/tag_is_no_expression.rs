// The variant is known at compile time.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({ "name": "my-cert", "cert_type": "self_signed" });
}
