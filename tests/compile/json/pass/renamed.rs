// The macro works under another name, and so does the crate.
extern crate openscaler_api as api;
use self::api::create_certificate_request as request;

fn main() {
    let _ = request!({ "name": "my-cert", "cert_type": "self_signed", "cn_name": "www.example.com" });
}
