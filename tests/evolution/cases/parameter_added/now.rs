//! The new option; the calls are not made.

use openscaler_api::types::{CreateCertificateRequest, LbCreateCertificateOptions};
use openscaler_api::{BearerToken, Client, certificate_name, load_balancer_id};

fn main() {
    let request = CreateCertificateRequest::self_signed().name(certificate_name!("n")).build();
    let client = Client::builder().token(BearerToken::new("t")).build().expect("a client");
    drop(client.lb_create_certificate(&load_balancer_id!("42"), &request));
    let options = LbCreateCertificateOptions::default().dry_run(true);
    drop(client.lb_create_certificate_with(&load_balancer_id!("42"), &request, &options));
}
