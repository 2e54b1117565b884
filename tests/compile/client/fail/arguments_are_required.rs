// A call takes its arguments.
use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{Client, Error};

async fn create(client: &Client, request: CreateCertificateRequest) -> Result<(), Error> {
    client.lb_create_certificate().await?;
    Ok(())
}

fn main() {
    let _ = create;
}
