// The text of a bundle is read with `expose_secret`, which is easy to search for.
use openscaler_api::types::CertificatePem;

fn length(bundle: &CertificatePem) -> usize {
    let text: &str = bundle.as_ref();
    text.len()
}

fn main() {
    let _ = length;
}
