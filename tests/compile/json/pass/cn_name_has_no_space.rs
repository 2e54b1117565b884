// `cn_name` contains no space.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "name": "my-cert",
        "cn_name": "example.com"
    });
}
