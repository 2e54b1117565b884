//! A TLS server on loopback, with any certificate.

use std::net::SocketAddr;
use std::sync::Arc;

use openscaler_reference_server::certificates::Bundle;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// What the server shows and asks for.
pub(crate) struct Offer<'a> {
    pub(crate) bundle: &'a Bundle,
    pub(crate) alpn: &'a [&'a str],
    /// The root above the certificates that clients have to show; none need be shown if there is none.
    pub(crate) client_root: Option<&'a str>,
}

pub(crate) struct TlsServer {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl TlsServer {
    /// Hands each connection whose handshake succeeds to `serve`.
    pub(crate) async fn start<F, S>(offer: Offer<'_>, serve: S) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
        S: Fn(TlsStream<TcpStream>) -> F + Send + 'static,
    {
        let acceptor = TlsAcceptor::from(Arc::new(config(offer)));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                // A client that refuses the certificate ends the handshake.
                if let Ok(stream) = acceptor.accept(stream).await {
                    connections.spawn(serve(stream));
                }
            }
        });
        Self { address, task }
    }

    /// By name, since that is what certificates are for.
    pub(crate) fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn config(offer: Offer<'_>) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificates = |pem: &str| {
        CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>().expect("certificates")
    };
    let builder =
        ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().expect("versions");
    let builder = match offer.client_root {
        None => builder.with_no_client_auth(),
        Some(root) => {
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates(certificates(root));
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.expect("a verifier"))
        }
    };
    let chain = certificates(&offer.bundle.chain[..2.min(offer.bundle.chain.len())].concat());
    let key = PrivateKeyDer::from_pem_slice(offer.bundle.key.pkcs8().as_bytes()).expect("a key");
    let mut config = builder.with_single_cert(chain, key).expect("a configuration");
    config.alpn_protocols = offer.alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    config
}
