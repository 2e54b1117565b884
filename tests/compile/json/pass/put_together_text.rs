// Concatenated text is checked at run time.
use openscaler_api::create_certificate_request;
use openscaler_api::types::DomainName;

fn main() {
    let _ = create_certificate_request!({
        "name": "my-cert",
        "cert_type": "self_signed",
        "cn_name": DomainName::try_from(concat!("www.", "example.com")).expect("a domain name")
    });
}
