// A value can be an expression of what is in scope.
use openscaler_api::{create_certificate_request, domain_name};

fn main() {
    let domain = domain_name!("www.example.com");
    let _ = create_certificate_request!({
        "name": "my-cert",
        "cert_type": "self_signed",
        "cn_name": domian
    });
}
