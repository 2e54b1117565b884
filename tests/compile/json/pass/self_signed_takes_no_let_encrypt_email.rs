// `let_encrypt_email` is not a field of `self_signed`.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "self_signed",
        "name": "my-cert"
    });
}
