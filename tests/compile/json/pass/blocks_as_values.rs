// A value may be a block, a condition or a match.
use openscaler_api::{certificate_name, create_certificate_request, domain_name};

fn main() {
    let internal = std::env::args().count() > 1;
    let _ = create_certificate_request!({
        "name": match internal { true => certificate_name!("a"), false => certificate_name!("b") },
        "cert_type": "self_signed",
        "cn_name": if internal { domain_name!("a.example.com") } else { domain_name!("b.example.com") },
    });
}
