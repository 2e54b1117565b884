//! TLS by the operating system's library.

use reqwest::{Certificate, ClientBuilder};

use super::{Tls, pem};
use crate::runtime::Error;

pub(super) fn apply(tls: Tls, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
    let mut builder = builder.tls_backend_native();
    for root in &tls.roots {
        let certificates: Result<Vec<_>, _> = match pem::roots(root)? {
            pem::Roots::Der(der) => Certificate::from_der(der).map(|certificate| vec![certificate]),
            pem::Roots::Pem(blocks) => blocks.iter().map(|block| Certificate::from_pem(block.as_bytes())).collect(),
        };
        for certificate in certificates.map_err(|_| pem::unreadable_root())? {
            builder = builder.add_root_certificate(certificate);
        }
    }
    if let Some(identity) = &tls.identity {
        let pem::Identity { chain, key } = pem::identity(identity)?;
        let chain = chain.join("\n");
        // Its error would say what is wrong with the key.
        let identity = reqwest::Identity::from_pkcs8_pem(chain.as_bytes(), key.as_bytes()).map_err(|_| {
            Error::configuration("the identity cannot be used; its private key has to be PKCS#8 (`BEGIN PRIVATE KEY`)")
        })?;
        builder = builder.identity(identity);
    }
    Ok(builder)
}
