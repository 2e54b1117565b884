// A value has the type of its field.
use openscaler_api::{create_certificate_request, email_address};

fn main() {
    let email = email_address!("admin@example.com");
    let _ = create_certificate_request!({
        "name": "my-cert",
        "cert_type": "self_signed",
        "cn_name": email
    });
}
