// The variants are listed if the tag resembles none of them.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({ "name": "my-cert", "cert_type": "acme" });
}
