//! Has no TLS at all: what needs it is an error that names the setting, and plain HTTP to this machine works.

use openscaler_api::{BearerToken, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    reqwest::Client::new();
    let builder = || Client::builder().token(BearerToken::new("token"));
    let local = || builder().base_url("http://127.0.0.1:1");
    for (setting, built) in [
        ("base_url", builder().build()),
        ("proxy", local().proxy("https://proxy.example").build()),
        ("identity", local().identity("").build()),
        ("add_root_certificate", local().add_root_certificate("").build()),
    ] {
        let error = built.expect_err(setting);
        assert_eq!(error.setting(), setting);
        assert!(error.to_string().ends_with("enable the feature `rustls`, `rustls-no-provider` or `native-tls`"), "{error}");
    }
    let _client = local().build().expect("a client");
}
