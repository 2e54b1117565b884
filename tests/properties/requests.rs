//! Requests of each variant: what each is to be on the wire, and how a builder makes it.

use openscaler_api::types::{CertificateName, CertificatePem, CreateCertificateRequest, DomainName, EmailAddress};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::texts;

/// What is given for a request, before it is one.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    SelfSigned { name: String, cn_name: Option<String> },
    LetEncrypt { name: String, cn_name: String, email: String },
    Upload { name: String, cn_name: Option<String>, email: Option<String>, pem: String },
}

/// Of each variant, with each optional field and without.
pub(crate) fn given() -> impl Strategy<Value = Given> {
    use texts::{bundle, domain, email, name};
    let optional = || (option::of(domain()), option::of(email()));
    prop_oneof![
        (name(), option::of(domain())).prop_map(|(name, cn_name)| Given::SelfSigned { name, cn_name }),
        (name(), domain(), email()).prop_map(|(name, cn_name, email)| Given::LetEncrypt { name, cn_name, email }),
        (name(), optional(), bundle()).prop_map(|(name, (cn_name, email), pem)| Given::Upload {
            name,
            cn_name,
            email,
            pem
        }),
    ]
}

impl Given {
    /// The request, by the builder of its variant.
    pub(crate) fn build(&self) -> CreateCertificateRequest {
        let name = |text: &str| CertificateName::try_from(text).expect("a name");
        let domain = |text: &str| DomainName::try_from(text).expect("a domain name");
        let address = |text: &str| EmailAddress::try_from(text).expect("an address");
        match self {
            Self::SelfSigned { name: text, cn_name } => {
                let builder = CreateCertificateRequest::self_signed().name(name(text));
                match cn_name {
                    Some(cn_name) => builder.cn_name(domain(cn_name)).build(),
                    None => builder.build(),
                }
            }
            Self::LetEncrypt { name: text, cn_name, email } => CreateCertificateRequest::let_encrypt()
                .let_encrypt_email(address(email))
                .cn_name(domain(cn_name))
                .name(name(text))
                .build(),
            Self::Upload { name: text, cn_name, email, pem } => {
                let mut builder = CreateCertificateRequest::upload()
                    .cert_content(CertificatePem::try_from(pem.as_str()).expect("a bundle"))
                    .name(name(text));
                if let Some(cn_name) = cn_name {
                    builder = builder.cn_name(domain(cn_name));
                }
                if let Some(email) = email {
                    builder = builder.let_encrypt_email(address(email));
                }
                builder.build()
            }
        }
    }

    /// The request as the API's page has it; what was not given is not there.
    pub(crate) fn members(&self) -> Map<String, Value> {
        let members = match self {
            Self::SelfSigned { name, cn_name } => {
                json!({ "cert_type": "self_signed", "name": name, "cn_name": cn_name })
            }
            Self::LetEncrypt { name, cn_name, email } => {
                json!({ "cert_type": "let_encrypt", "name": name, "cn_name": cn_name, "let_encrypt_email": email })
            }
            Self::Upload { name, cn_name, email, pem } => json!({
                "cert_type": "upload", "name": name, "cn_name": cn_name, "let_encrypt_email": email, "cert_content": pem,
            }),
        };
        let Value::Object(members) = members else { unreachable!("it is written as an object") };
        members.into_iter().filter(|(_, value)| !value.is_null()).collect()
    }
}
