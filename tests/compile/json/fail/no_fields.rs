// An empty object misses the tag.
use openscaler_api::create_certificate_request;

fn main() {
    let _ = create_certificate_request!({});
}
