// JSON in a string is not an object: it is read through the draft.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!(r#"{ "name": "my-cert", "cert_type": "self_signed" }"#);
}
