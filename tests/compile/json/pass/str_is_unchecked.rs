// A text known only at run time is checked first.
use openscaler_api::create_certificate_request;
use openscaler_api::types::DomainName;

fn main() {
    let text: &str = "www.example.com";
    let domain = DomainName::try_from(text).expect("a domain name");
    let _ = create_certificate_request!({
        "name": "my-cert",
        "cert_type": "self_signed",
        "cn_name": domain
    });
}
