// `name` is not empty.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "name": "x"
    });
}
