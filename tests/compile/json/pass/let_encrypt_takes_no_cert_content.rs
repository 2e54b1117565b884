// `cert_content` is not a field of `let_encrypt`.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "let_encrypt",
        "name": "my-cert",
        "cn_name": "www.example.com",
        "let_encrypt_email": "admin@example.com"
    });
}
