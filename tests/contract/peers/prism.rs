//! The client against Prism, which plays the document: what the client sends is valid by it, and what the document
//! allows as an answer the client can read. Run by `cargo xtask conformance prism`.

mod report;

use std::error::Error;

use clap::Parser;
use openscaler_api::types::{
    Certificate, CertificateName, CertificatePem, CreateCertificateRequest, DomainName, EmailAddress, LoadBalancerId,
};
use openscaler_api::{BearerToken, Client, CommaSeparated};
use openscaler_reference_server::certificates::Recipe;
use serde_json::{Value, json};

use report::{Report, check};

const TOKEN: &str = "a-token";

/// Ids that are one segment of the path only if they are encoded.
const LOAD_BALANCERS: &[&str] = &["42", "a/b", "100%", "?x=1#y", "über uns"];

/// How many answers are made up for each request.
const ANSWERS: usize = 20;

/// Sends the client's requests, and broken ones, to two Prisms.
#[derive(Parser)]
struct Arguments {
    /// The one that answers with the document's examples.
    #[arg(long)]
    examples: String,
    /// The one that makes up answers by the document's schemas (`--dynamic`).
    #[arg(long)]
    dynamic: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let requests = requests()?;
    let mut report = Report::default();
    for (name, request) in &requests {
        for load_balancer in LOAD_BALANCERS {
            let case = format!("{name} for `{load_balancer}`");
            let result = accepted(&arguments.examples, load_balancer, request, &mut report).await;
            report.case(&case, result);
        }
        for _ in 0..ANSWERS {
            let result = accepted(&arguments.dynamic, "42", request, &mut report).await;
            report.case(&format!("{name}, an answer made up"), result);
        }
    }
    for (name, request) in &requests {
        for (defect, body) in broken(&serde_json::to_value(request)?) {
            let result = refused(&arguments.examples, &body).await;
            report.case(&format!("{name} {defect}"), result);
        }
    }
    for (url, count) in [(&arguments.examples, 1), (&arguments.dynamic, ANSWERS)] {
        for load_balancer in LOAD_BALANCERS.iter().cycle().take(count * LOAD_BALANCERS.len()) {
            let result = found(url, load_balancer, &mut report).await;
            report.case(&format!("a certificate of `{load_balancer}`"), result);
        }
    }
    report.print()?;
    Ok(())
}

/// Each variant with what it requires, and with all that it takes.
fn requests() -> Result<Vec<(&'static str, CreateCertificateRequest)>, Box<dyn Error>> {
    let name = || CertificateName::from_static("my cert / 100%");
    let domain = || DomainName::from_static("*.example.com");
    let email = || EmailAddress::from_static("admin@example.com");
    let pem = CertificatePem::try_from(Recipe::new(["example.com"]).chain().make()?.to_pem())?;
    Ok(vec![
        ("self_signed", CreateCertificateRequest::self_signed().name(name()).build()),
        ("self_signed, full", CreateCertificateRequest::self_signed().name(name()).cn_name(domain()).build()),
        (
            "let_encrypt",
            CreateCertificateRequest::let_encrypt().name(name()).cn_name(domain()).let_encrypt_email(email()).build(),
        ),
        ("upload", CreateCertificateRequest::upload().name(name()).cert_content(pem.clone()).build()),
        (
            "upload, full",
            CreateCertificateRequest::upload()
                .name(name())
                .cn_name(domain())
                .let_encrypt_email(email())
                .cert_content(pem)
                .build(),
        ),
    ])
}

/// Prism finds the request valid, and the client finds its way in the answer.
async fn accepted(
    url: &str,
    load_balancer: &str,
    request: &CreateCertificateRequest,
    report: &mut Report,
) -> Result<(), String> {
    let client = Client::builder().token(BearerToken::new(TOKEN)).base_url(url).build();
    let client = client.map_err(|error| error.to_string())?;
    let load_balancer = LoadBalancerId::try_from(load_balancer).map_err(|error| error.to_string())?;
    let answer = client.lb_create_certificate(&load_balancer, request).await.map_err(|error| error.to_string())?;
    check(answer.status().as_u16() == 200, format!("the status is {}", answer.status()))?;
    let body = serde_json::to_value(request).map_err(|error| error.to_string())?;
    report.reached(body["cert_type"].as_str().unwrap_or_default());
    readable(&answer)
}

/// The same for a certificate that exists.
async fn found(url: &str, load_balancer: &str, report: &mut Report) -> Result<(), String> {
    let client = Client::builder().token(BearerToken::new(TOKEN)).base_url(url).build();
    let client = client.map_err(|error| error.to_string())?;
    let load_balancer = LoadBalancerId::try_from(load_balancer).map_err(|error| error.to_string())?;
    let name = CertificateName::from_static("my cert / 100%");
    let answer = client.lb_get_certificate(&load_balancer, &name).await.map_err(|error| error.to_string())?;
    check(answer.status().as_u16() == 200, format!("the status is {}", answer.status()))?;
    report.reached("lb_get_certificate");
    readable(&answer)
}

/// The two properties that the document requires; what else may be there is as its format says.
fn readable(answer: &Certificate) -> Result<(), String> {
    check(!answer.cert_type.to_string().is_empty(), "the answer has no type")?;
    let _ = [&answer.domains, &answer.issuers].map(|list| list.iter().flat_map(CommaSeparated::iter).count());
    let mut times = [&answer.not_before, &answer.not_after].into_iter().flatten();
    times.try_for_each(|time| time.date_time().map(drop)).map_err(|error| error.to_string())
}

/// A request's body with one thing wrong, in each of several ways.
fn broken(body: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let fields: Vec<_> = body.as_object().into_iter().flatten().map(|(field, _)| field.clone()).collect();
    let mut change = |defect: String, change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut body = body.clone();
        body.as_object_mut().into_iter().for_each(change);
        all.push((defect, body));
    };
    for field in &fields {
        change(format!("with a number for `{field}`"), &|body| {
            body.insert(field.clone(), json!(1));
        });
        change(format!("with null for `{field}`"), &|body| {
            body.insert(field.clone(), Value::Null);
        });
        change(format!("with `{field}` misspelled"), &|body| {
            if let Some(value) = body.remove(field) {
                body.insert(format!("{field}_"), value);
            }
        });
    }
    for field in ["name", "cert_type"] {
        change(format!("without `{field}`"), &|body| {
            body.remove(field);
        });
    }
    change("of an unknown type".to_owned(), &|body| {
        body.insert("cert_type".to_owned(), json!("imported"));
    });
    change("with an empty name".to_owned(), &|body| {
        body.insert("name".to_owned(), json!(""));
    });
    all
}

async fn refused(url: &str, body: &Value) -> Result<(), String> {
    let client = reqwest::Client::builder().no_proxy().build().map_err(|error| error.to_string())?;
    let request = client.post(format!("{url}/v1/lbs/42/certificates")).bearer_auth(TOKEN).json(body);
    let status = request.send().await.map_err(|error| error.to_string())?.status();
    check(status.as_u16() == 422, format!("it is answered with {status}, not with 422"))
}
