//! The new method; it is not called.

use openscaler_api::types::{Certificate, CreateCertificateRequest};
use openscaler_api::{BearerToken, Client, Error, ResponseValue, certificate_name, load_balancer_id};

async fn resolve(client: &Client) -> Result<Option<ResponseValue<Certificate>>, Error> {
    let request = CreateCertificateRequest::self_signed().name(certificate_name!("n")).build();
    client.resolve_lb_create_certificate(&load_balancer_id!("42"), &request).await
}

fn main() {
    let client = Client::builder().token(BearerToken::new("t")).build().expect("a client");
    drop(resolve(&client));
}
