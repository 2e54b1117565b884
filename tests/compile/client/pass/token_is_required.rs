// A client needs a token.
use openscaler_api::{BearerToken, Client};

fn main() {
    let _ = Client::builder().base_url("http://127.0.0.1:8080").token(BearerToken::new("secret")).build();
}
