// `cn_name` is a domain name, not a URL.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "name": "my-cert",
        "cn_name": "https://example.com"
    });
}
