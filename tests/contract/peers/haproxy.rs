//! What the reference server stores, in HAProxy: the load balancer takes it, and shows its clients the certificate that
//! the API answered with. Run by `cargo xtask conformance haproxy`.

mod balancer;
mod handshake;
mod report;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use openscaler_api::types::{
    Certificate, CertificateName, CertificatePem, CreateCertificateRequest, DomainName, EmailAddress, LoadBalancerId,
};
use openscaler_api::{BearerToken, Client, CommaSeparated};
use openscaler_reference_server::certificates::{Bundle, Key, Recipe};
use openscaler_reference_server::{Config, ReferenceServer, StoredCertificate};

use balancer::Balancer;
use handshake::Presented;
use report::{Report, check};

const TOKEN: &str = "a-token";

/// Creates certificates, gives what the server stored to HAProxy, and connects to that.
#[derive(Parser)]
struct Arguments {
    /// HAProxy's program.
    #[arg(long)]
    haproxy: PathBuf,
}

/// A certificate as it was asked for, and the root that its chain must lead to, if it has one.
struct Wanted {
    request: CreateCertificateRequest,
    root: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let server = ReferenceServer::start_with(Config::new(TOKEN))?;
    let client = Client::builder().token(BearerToken::new(TOKEN)).base_url(server.base_url()).build()?;
    let load_balancer = LoadBalancerId::from_static("42");
    let mut report = Report::default();
    let mut answers = Vec::new();
    for wanted in wanted(&server.acme_root())? {
        let answer = client.lb_create_certificate(&load_balancer, &wanted.request).await?.into_inner();
        let found = client.resolve_lb_create_certificate(&load_balancer, &wanted.request).await?;
        let is_same = found.is_some_and(|found| found.serial == answer.serial && found.size == answer.size);
        report.case(&answer.name, check(is_same, "another certificate is found under its name"));
        report.reached("lb_get_certificate");
        answers.push((answer, wanted.root));
    }
    let stored = server.stored_certificates("42");
    let mut presented = Vec::new();
    for (answer, root) in &answers {
        let stored = stored.iter().find(|stored| stored.name == answer.name).ok_or("a certificate is not stored")?;
        let result = shown(&arguments, answer, stored, root.as_deref(), &mut presented).await;
        if result.is_ok() {
            report.reached(&answer.cert_type);
        }
        report.case(&answer.name, result);
    }
    for (name, pem) in unusable()? {
        let balancer = Balancer::new(&arguments.haproxy, &pem)?;
        let refused = check(balancer.check()?.is_err(), "`haproxy -c` takes it, so it checks nothing");
        report.case(name, refused);
    }
    // Each has a key of its own, so a comparison that cannot fail would show here.
    let pairs = answers.iter().zip(presented.iter().skip(1));
    for ((answer, _), other) in pairs {
        let differs = check(other.is(answer).is_err(), "another certificate passes for it");
        report.case(&answer.name, differs);
    }
    report.print()?;
    server.stop();
    Ok(())
}

/// HAProxy takes the stored bundle, and presents the certificate of the answer.
async fn shown(
    arguments: &Arguments,
    answer: &Certificate,
    stored: &StoredCertificate,
    root: Option<&str>,
    presented: &mut Vec<Presented>,
) -> Result<(), Box<dyn Error>> {
    let balancer = Balancer::new(&arguments.haproxy, &stored.pem)?;
    balancer.check()?.map_err(|output| format!("`haproxy -c` refuses it: {output}"))?;
    let running = balancer.start()?;
    // A client never requests a wildcard name.
    let domain =
        answer.domains.iter().flat_map(CommaSeparated::iter).next().unwrap_or("example.com").replace('*', "www");
    let certificate = handshake::present(running.connect().await?, &domain, root).await?;
    certificate.is(answer)?;
    let blocks = stored.pem.matches("-----BEGIN CERTIFICATE-----").count();
    check(certificate.chain() == blocks, format!("{} of {blocks} certificates are presented", certificate.chain()))?;
    let size = answer.size.and_then(|size| usize::try_from(size).ok());
    check(size == Some(stored.pem.len()), format!("the size is {size:?} in the answer"))?;
    presented.push(certificate);
    Ok(())
}

/// Each variant, and each form of bundle that people have.
fn wanted(acme_root: &str) -> Result<Vec<Wanted>, Box<dyn Error>> {
    let name = CertificateName::try_from;
    let self_signed = CreateCertificateRequest::self_signed();
    let named = self_signed.name(name("internal")?).cn_name(DomainName::from_static("internal.example.com"));
    let issued = |of: &'static str, domain| -> Result<_, Box<dyn Error>> {
        let request = CreateCertificateRequest::let_encrypt().name(name(of)?).cn_name(DomainName::from_static(domain));
        let request = request.let_encrypt_email(EmailAddress::from_static("admin@example.com")).build();
        Ok(Wanted { request, root: Some(acme_root.to_owned()) })
    };
    let uploaded = |of: &'static str, pem: String, root| -> Result<_, Box<dyn Error>> {
        let pem = CertificatePem::try_from(pem)?;
        Ok(Wanted { request: CreateCertificateRequest::upload().name(name(of)?).cert_content(pem).build(), root })
    };
    let chain = Recipe::new(["example.com", "www.example.com"]).chain();
    let (pkcs8, sec1) = (chain.make()?, chain.make()?);
    let (key_first, crlf) = (Recipe::new(["*.example.com"]).make()?, Recipe::new(["example.com"]).make()?);
    Ok(vec![
        Wanted { request: named.build(), root: None },
        Wanted { request: CreateCertificateRequest::self_signed().name(name("no domain")?).build(), root: None },
        issued("issued", "shop.example.com")?,
        issued("issued wildcard", "*.example.com")?,
        uploaded("chain", pkcs8.to_pem(), pkcs8.chain.last().cloned())?,
        uploaded("key as SEC1", sec1.certificates() + &sec1.key.sec1(), sec1.chain.last().cloned())?,
        uploaded("key first", key_first.key.pkcs8() + &key_first.certificates(), None)?,
        uploaded("CRLF", crlf.to_pem().replace('\n', "\r\n"), None)?,
    ])
}

/// What no load balancer can serve.
fn unusable() -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    let bundle = Recipe::new(["example.com"]).make()?;
    let certificate = bundle.certificates();
    let other = Bundle { key: Key::generate()?, ..bundle };
    Ok(vec![("a bundle without its key", certificate), ("a bundle with another's key", other.to_pem())])
}
