// `self_signed` requires `name`.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "cn_name": "www.example.com",
        "name": "my-cert"
    });
}
