// A field is given once, whether it is required or optional.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "name": "my-cert",
        "cn_name": "www.example.com",
        "name": "other",
        "cn_name": "www.example.com"
    });
}
