// Every missing field is reported in one compile.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "let_encrypt",
        "cn_name": "www.example.com",
        "name": "my-cert",
        "let_encrypt_email": "admin@example.com"
    });
}
