// The text of a bundle is read by `expose_secret`, which can be searched for.
use openscaler_api::types::CertificatePem;

fn length(bundle: &CertificatePem) -> usize {
    let text: &str = bundle.as_ref();
    text.len()
}

fn main() {
    let _ = length;
}
