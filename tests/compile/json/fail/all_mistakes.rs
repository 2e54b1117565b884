// All mistakes are reported in one compile.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({
        "cert_type": "let_encrypt",
        "nmae": "my-cert",
        "cn_name": "exa mple.com",
        "let_encrypt_email": null,
        "cert_content": "hello",
        "common_name": 42
    });
}
