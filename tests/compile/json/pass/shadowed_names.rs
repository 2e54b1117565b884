// Names of the caller do not get in the way of the macro.
mod std {}
mod core {}
struct Option;
struct String;
struct Vec;

fn main() {
    let value_of_name = openscaler_api::certificate_name!("my-cert");
    let _ = openscaler_api::create_certificate_request!({ "name": value_of_name, "cert_type": "self_signed" });
}
