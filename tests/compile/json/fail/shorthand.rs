// A field of the name of its variable is still written out.
use openscaler_api::{certificate_name, create_certificate_request};

fn main() {
    let name = certificate_name!("my-cert");
    let _ = create_certificate_request!({ name, "cert_type": "self_signed" });
}
