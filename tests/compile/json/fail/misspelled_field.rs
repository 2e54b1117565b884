// A field has the name that the API gives it: `cn_name`.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "name": "my-cert",
        "cnname": "www.example.com"
    });
}
