//! A TLS client that looks at what it is shown.

use std::error::Error;
use std::sync::Arc;

use openscaler_api::types::Certificate;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio::net::UnixStream;
use tokio_rustls::TlsConnector;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

use crate::report::check;

/// The certificates that a server presented, after a handshake that proved that it has the leaf's key.
pub(crate) struct Presented(Vec<CertificateDer<'static>>);

/// Connects; with a root, only to who has a certificate for the domain that leads to it.
pub(crate) async fn present(stream: UnixStream, domain: &str, root: Option<&str>) -> Result<Presented, Box<dyn Error>> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let verifier: Arc<dyn ServerCertVerifier> = match root {
        Some(root) => {
            let mut roots = RootCertStore::empty();
            roots.add(CertificateDer::from_pem_slice(root.as_bytes())?)?;
            WebPkiServerVerifier::builder_with_provider(roots.into(), provider).build()?
        }
        None => Arc::new(Anyone(provider)),
    };
    let config = config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
    let name = ServerName::try_from(domain.to_owned())?;
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    let certificates = stream.get_ref().1.peer_certificates().ok_or("no certificate was presented")?;
    Ok(Presented(certificates.iter().map(|certificate| certificate.clone().into_owned()).collect()))
}

impl Presented {
    /// How many certificates there are, the leaf among them.
    pub(crate) fn chain(&self) -> usize {
        self.0.len()
    }

    /// Whether the leaf is the certificate that an answer of the API describes.
    pub(crate) fn is(&self, answer: &Certificate) -> Result<(), Box<dyn Error>> {
        let leaf = self.0.first().ok_or("no certificate was presented")?;
        let (_, leaf) = X509Certificate::from_der(leaf)?;
        let serial = leaf.raw_serial_as_string().to_uppercase();
        // A zero byte in front only says that the number is positive.
        let serial = Some(serial.strip_prefix("00:").unwrap_or(&serial).to_owned());
        check(
            serial == answer.serial,
            format!("the serial number is {serial:?}, and {:?} in the answer", answer.serial),
        )?;
        let common_name = leaf.subject().iter_common_name().next().and_then(|name| name.as_str().ok());
        check(common_name == answer.common_name.as_deref(), format!("the common name is {common_name:?}"))?;
        for (name, of_leaf, of_answer) in [
            ("not_before", leaf.validity().not_before, &answer.not_before),
            ("not_after", leaf.validity().not_after, &answer.not_after),
        ] {
            let date_time = of_answer.as_ref().ok_or_else(|| format!("the answer has no `{name}`"))?.date_time()?;
            check(of_leaf.timestamp() == date_time.unix_timestamp(), format!("`{name}` differs"))?;
        }
        Ok(())
    }
}

/// Trusts any certificate, as long as the server has its key.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
