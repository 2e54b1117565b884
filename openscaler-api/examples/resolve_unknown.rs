//! Loses the response to a request, and finds out whether it took effect.
//!
//! ```sh
//! cargo run --example resolve_unknown
//! ```
//!
//! It starts a reference server of its own, which fails on demand.

#![allow(clippy::print_stdout)] // The output is what the example is for.

use std::time::Duration;

use openscaler_api::types::{CreateCertificateRequest, LoadBalancerId};
use openscaler_api::{BearerToken, Client, Error, Outcome, certificate_name, load_balancer_id};
use openscaler_reference_server::{Fault, ReferenceServer};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = ReferenceServer::start();
    let client = Client::builder()
        .token(BearerToken::new(server.token()))
        .base_url(server.base_url())
        .timeout(Duration::from_millis(500))
        .build()?;
    let load_balancer = load_balancer_id!("42");
    let request = CreateCertificateRequest::self_signed().name(certificate_name!("internal")).build();

    println!("the connection is lost before the server carries the request out:");
    server.fail_next(Fault::close_after_reading());
    create(&client, &load_balancer, &request).await?;

    println!("\nthe server carries the request out, but responds too late:");
    server.fail_next(Fault::delay(Duration::from_secs(5)));
    create(&client, &load_balancer, &request).await?;
    Ok(())
}

/// Creates a certificate; if the outcome is unknown, looks whether it exists.
async fn create(client: &Client, lb_id: &LoadBalancerId, request: &CreateCertificateRequest) -> Result<(), Error> {
    match client.lb_create_certificate(lb_id, request).await {
        Ok(certificate) => println!("  created `{}`", certificate.name),
        Err(error) if error.outcome() == Outcome::Unknown => {
            println!("  {error}");
            match client.resolve_lb_create_certificate(lb_id, request).await? {
                Some(found) => {
                    let start = found.not_before.as_ref().map_or("an unknown time", |time| time.as_str());
                    println!("  found `{}`, valid from {start}", found.name);
                }
                None => println!("  not found: it is not there (yet)"),
            }
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
