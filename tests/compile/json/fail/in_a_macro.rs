// The macro works inside the caller's own macros.
macro_rules! self_signed {
    ($name:literal, $domain:expr) => {
        openscaler_api::create_certificate_request!({ "name": $name, "cert_type": "self_signed", "cn_name": $domain })
    };
}

fn main() {
    let domain = openscaler_api::domain_name!("www.example.com");
    let _ = self_signed!("", domain);
    let _ = self_signed!("my-cert", "exa mple.com");
}
