// A bundle is no key of a map: a hash tells something about it.
use openscaler_api::types::CertificatePem;

fn hash<T: std::hash::Hash>(_: &T) {}

fn main() {
    let _ = hash::<CertificatePem>;
}
