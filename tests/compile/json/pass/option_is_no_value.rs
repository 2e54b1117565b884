// An `Option` is not a value: the field is present or omitted.
use openscaler_api::{create_certificate_request, domain_name};

fn main() {
    let domain = domain_name!("www.example.com");
    let _ = create_certificate_request!({
        "name": "my-cert",
        "cert_type": "self_signed",
        "cn_name": domain
    });
}
