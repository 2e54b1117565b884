//! The new call; it is not made.

use openscaler_api::types::Certificate;
use openscaler_api::{BearerToken, Client, Error, load_balancer_id};

async fn names(client: &Client) -> Result<Vec<String>, Error> {
    let certificates = client.lb_list_certificates(&load_balancer_id!("42")).await?;
    Ok(certificates.iter().map(|certificate: &Certificate| certificate.name.clone()).collect())
}

fn main() {
    let client = Client::builder().token(BearerToken::new("t")).build().expect("a client");
    drop(names(&client));
}
