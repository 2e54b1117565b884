// `?` in a value leaves the function that the request is written in.
use openscaler_api::create_certificate_request;
use openscaler_api::types::DomainName;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = "www.example.com";
    create_certificate_request!({
        "name": "my-cert",
        "cert_type": "self_signed",
        "cn_name": DomainName::try_from(text)?,
    });
    Ok(())
}
