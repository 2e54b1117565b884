//! Creates one certificate of each type, then shows the error if the API refuses one.
//!
//! ```sh
//! OPENSCALER_TOKEN=… cargo run --example create_certificates -- --url http://127.0.0.1:8080 --pem bundle.pem
//! ```
//!
//! `cargo xtask demo` runs it against the reference server.

#![allow(clippy::print_stdout)] // The output is what the example is for.

use std::process::ExitCode;

use openscaler_api::types::{Certificate, CertificatePem, CreateCertificateRequest};
use openscaler_api::{BearerToken, Client, Error, certificate_name, domain_name, email_address, load_balancer_id};

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
    let load_balancer = load_balancer_id!("42");

    let requests = [
        CreateCertificateRequest::self_signed()
            .name(certificate_name!("internal"))
            .cn_name(domain_name!("internal.example.com"))
            .build(),
        CreateCertificateRequest::let_encrypt()
            .name(certificate_name!("shop"))
            .cn_name(domain_name!("shop.example.com"))
            .let_encrypt_email(email_address!("admin@example.com"))
            .build(),
        CreateCertificateRequest::upload()
            .name(certificate_name!("my-cert"))
            .cert_content(CertificatePem::try_from(pem)?)
            .build(),
    ];
    let mut certificates = Vec::new();
    for request in &requests {
        certificates.push(client.lb_create_certificate(&load_balancer, request).await?.into_inner());
    }
    print_tables(&certificates);

    // The name is taken now.
    let [request, ..] = &requests;
    match client.lb_create_certificate(&load_balancer, request).await {
        Ok(_) => return Err("expected the API to refuse a second certificate with the same name".into()),
        Err(error) => print_refusal(&error),
    }
    Ok(())
}

/// The values of `--url` and, read from its file, of `--pem`.
fn arguments() -> Result<(String, String), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value_of = |name: &str| {
        let value = arguments.iter().skip_while(|argument| *argument != name).nth(1);
        value.ok_or_else(|| format!("missing `{name}` and its value"))
    };
    let (url, path) = (value_of("--url")?, value_of("--pem")?);
    let pem = std::fs::read_to_string(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    Ok((url.clone(), pem))
}

/// Prints a table for each certificate: side by side, they are wider than a terminal.
fn print_tables(certificates: &[Certificate]) {
    for certificate in certificates {
        println!();
        for (name, value) in fields(certificate) {
            println!("{name:11}  {value}");
        }
    }
}

/// The fields of a response, in the order of the API's own example.
fn fields(certificate: &Certificate) -> [(&'static str, String); 10] {
    fn optional(value: Option<&impl ToString>) -> String {
        value.map_or_else(|| "(none)".to_owned(), ToString::to_string)
    }
    let size = certificate.size.map(|size| format!("{size} bytes"));
    [
        ("name", certificate.name.clone()),
        ("cert_type", certificate.cert_type.to_string()),
        ("common_name", optional(certificate.common_name.as_ref())),
        ("subject", optional(certificate.subject.as_ref())),
        ("domains", optional(certificate.domains.as_ref())),
        ("issuers", optional(certificate.issuers.as_ref())),
        ("not_before", optional(certificate.not_before.as_ref())),
        ("not_after", optional(certificate.not_after.as_ref())),
        ("serial", optional(certificate.serial.as_ref())),
        ("size", optional(size.as_ref())),
    ]
}

fn print_refusal(error: &Error) {
    println!("\nthe first request again: {error}");
    println!("  outcome: {:?}", error.outcome());
    println!("  body:    {}", String::from_utf8_lossy(error.body().unwrap_or_default()));
}
