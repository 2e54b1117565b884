// `let_encrypt` requires `let_encrypt_email`.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "let_encrypt",
        "let_encrypt_email": "admin@example.com",
        "cn_name": "www.example.com",
        "name": "my-cert"
    });
}
