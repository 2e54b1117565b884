//! The new argument; the call is not made.

use openscaler_api::types::CreateCertificateRequest;
use openscaler_api::{BearerToken, Client, certificate_name, load_balancer_id};

fn main() {
    let request = CreateCertificateRequest::self_signed().name(certificate_name!("n")).build();
    let client = Client::builder().token(BearerToken::new("t")).build().expect("a client");
    drop(client.lb_create_certificate(&load_balancer_id!("42"), Some(true), &request));
}
