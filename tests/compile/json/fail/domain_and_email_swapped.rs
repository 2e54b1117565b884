// A domain name and an email address are not interchangeable.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "let_encrypt",
        "name": "my-cert",
        "cn_name": "admin@example.com",
        "let_encrypt_email": "www.example.com"
    });
}
