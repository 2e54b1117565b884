// `name` is a string, not a number.
use openscaler_api::types::CreateCertificateRequest;

fn main() {
    let _ = CreateCertificateRequest::self_signed().name(42).build();
}
