// A bundle has no `Display`: it may hold a private key.
use openscaler_api::types::CertificatePem;

fn show(bundle: &CertificatePem) {
    println!("{bundle:?}");
}

fn main() {
    let _ = show;
}
