// A field exists in the API: `cn_name`, not `common_name`.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "name": "my-cert",
        "common_name": "www.example.com"
    });
}
