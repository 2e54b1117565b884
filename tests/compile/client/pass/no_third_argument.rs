// A call takes no further argument.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{Client, Error, load_balancer_id};

async fn create(client: &Client, request: CreateCertificateRequest) -> Result<(), Error> {
    client.lb_create_certificate(&load_balancer_id!("42"), &request).await?;
    Ok(())
}

fn main() {
    let _ = create;
}
