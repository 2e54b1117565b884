// JSON that is known only at run time is read through the draft.
use openscaler_api::create_certificate_request;

fn main() {
    let json = String::new();
    let _ = create_certificate_request!(json);
}
