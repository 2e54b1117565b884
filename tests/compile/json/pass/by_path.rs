// The macro is called by path, with nothing imported.
mod requests {
    pub mod nested {
        pub fn request() -> openscaler_api::types::CreateCertificateRequest {
            openscaler_api::create_certificate_request!({ "name": "my-cert", "cert_type": "self_signed" })
        }
    }
}

fn main() {
    requests::nested::request();
}
