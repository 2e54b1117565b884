// A `String` is checked first.
use openscaler_api::create_certificate_request;

fn main() {
    let text = String::from("www.example.com");
    let _ = create_certificate_request!({
        "name": "my-cert",
        "cert_type": "self_signed",
        "cn_name": text
    });
}
