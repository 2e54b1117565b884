// A field is written out even if its variable has the same name.
use openscaler_api::{certificate_name, create_certificate_request};

fn main() {
    let name = certificate_name!("my-cert");
    let _ = create_certificate_request!({ name, "cert_type": "self_signed" });
}
