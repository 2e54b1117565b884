//! Creates one certificate of each type, then shows what a caller is told when the API refuses one.
//!
//! ```sh
//! OPENSCALER_TOKEN=… create_certificates --url http://127.0.0.1:8080 --pem bundle.pem
//! ```
//!
//! `cargo xtask demo` runs it against the reference server.

use std::error::Error as _;
use std::process::ExitCode;

use openscaler_api::types::{
    Certificate, CertificateName, CertificatePem, CreateCertificateRequest, DomainName, EmailAddress, LoadBalancerId,
};
use openscaler_api::{BearerToken, Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let (url, pem) = arguments()?;
    let token = std::env::var("OPENSCALER_TOKEN").map_err(|_| "`OPENSCALER_TOKEN` is not set")?;
    let client = Client::builder().token(BearerToken::new(token)).base_url(url).build()?;
    let load_balancer = LoadBalancerId::from_static("42");

    let requests = [
        CreateCertificateRequest::self_signed()
            .name(CertificateName::from_static("internal"))
            .cn_name(DomainName::from_static("internal.example.com"))
            .build(),
        CreateCertificateRequest::let_encrypt()
            .name(CertificateName::from_static("shop"))
            .cn_name(DomainName::from_static("shop.example.com"))
            .let_encrypt_email(EmailAddress::from_static("admin@example.com"))
            .build(),
        CreateCertificateRequest::upload()
            .name(CertificateName::from_static("my-cert"))
            .cert_content(CertificatePem::try_from(pem)?)
            .build(),
    ];
    let mut certificates = Vec::new();
    for request in &requests {
        certificates.push(client.lb_create_certificate(&load_balancer, request).await?.into_inner());
    }
    print_table(&certificates);

    // The name is taken by now.
    let [request, ..] = &requests;
    match client.lb_create_certificate(&load_balancer, request).await {
        Ok(_) => return Err("the second certificate of one name was not refused".into()),
        Err(error) => print_refusal(&error),
    }
    Ok(())
}

/// The values of `--url` and, read from its file, of `--pem`.
fn arguments() -> Result<(String, String), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value_of = |name: &str| {
        let value = arguments.iter().skip_while(|argument| *argument != name).nth(1);
        value.ok_or_else(|| format!("`{name}` is missing; give it with a value"))
    };
    let (url, path) = (value_of("--url")?, value_of("--pem")?);
    let pem = std::fs::read_to_string(path).map_err(|error| format!("`{path}` cannot be read: {error}"))?;
    Ok((url.clone(), pem))
}

/// A row for each field, a column for each certificate.
#[allow(clippy::print_stdout)] // an example shows what it did
fn print_table(certificates: &[Certificate]) {
    let optional = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let rows: [(&str, &dyn Fn(&Certificate) -> String); 10] = [
        ("name", &|certificate| certificate.name.clone()),
        ("cert_type", &|certificate| certificate.cert_type.to_string()),
        ("common_name", &|certificate| optional(&certificate.common_name)),
        ("subject", &|certificate| optional(&certificate.subject)),
        ("domains", &|certificate| optional(&certificate.domains)),
        ("issuers", &|certificate| optional(&certificate.issuers)),
        ("not_before", &|certificate| optional(&certificate.not_before)),
        ("not_after", &|certificate| optional(&certificate.not_after)),
        ("serial", &|certificate| optional(&certificate.serial)),
        ("size", &|certificate| certificate.size.map_or_else(|| "–".to_owned(), |size| format!("{size} bytes"))),
    ];
    let cells = |row: &dyn Fn(&Certificate) -> String| certificates.iter().map(row).collect::<Vec<_>>();
    let mut widths = vec![0; certificates.len()];
    for (_, row) in &rows {
        for (width, cell) in widths.iter_mut().zip(cells(row)) {
            *width = cell.chars().count().max(*width);
        }
    }
    for (name, row) in &rows {
        let cells: Vec<_> = cells(row).iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        println!("{name:11}  {}", cells.join("  ").trim_end());
    }
}

fn print_refusal(error: &Error) {
    println!("\nthe first request again: {error}");
    if let Some(source) = error.source() {
        println!("  because: {source}");
    }
    println!("  outcome: {:?}", error.outcome());
    println!("  body:    {}", String::from_utf8_lossy(error.body().unwrap_or_default()));
}
