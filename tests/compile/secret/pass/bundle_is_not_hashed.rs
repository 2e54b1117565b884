// A bundle is no key of a map: a hash tells something about it.
use openscaler_api::types::CertificatePem;

fn is_same(one: &CertificatePem, other: &CertificatePem) -> bool {
    one == other
}

fn main() {
    let _ = is_same;
}
