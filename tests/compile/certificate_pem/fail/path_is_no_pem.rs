// A bundle is the file's content, not its path.
use openscaler_api::certificate_pem;

fn main() {
    let _ = certificate_pem!("/etc/ssl/bundle.pem");
}
