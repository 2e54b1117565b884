// `upload` requires `cert_content`.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "upload",
        "name": "my-cert"
    });
}
