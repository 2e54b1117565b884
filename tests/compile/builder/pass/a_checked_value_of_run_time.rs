// A value known only at run time is checked by `try_from`.
use openscaler_api::certificate_name;
use openscaler_api::types::{CreateCertificateRequest, DomainName};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let from_config = String::from("www.example.com");
    CreateCertificateRequest::self_signed()
        .name(certificate_name!("my-cert"))
        .cn_name(DomainName::try_from(from_config)?)
        .build();
    Ok(())
}
